"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { notWritable, readIfThere } = require("../system/files.cjs");
const { run } = require("./run.cjs");

/**
 * @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean,
 *   os?: string[], cpu?: string[], libc?: string[] }} Locked an entry of a lock file
 */

/**
 * Whether npm may leave out the package on this system. Packages for this system must be there, or a folder that
 * two systems share would never be complete.
 * @param {Locked} want
 */
function mayBeMissing(want) {
  const madeForUs = want.os?.includes(process.platform) && want.cpu?.includes(process.arch) && !want.libc;
  return (want.optional || want.devOptional) && !madeForUs;
}

/**
 * Whether node_modules has what package-lock.json lists, according to npm's record of the last install.
 * @param {string} root
 */
function areInstalled(root) {
  const record = readIfThere(path.join(root, "node_modules", ".package-lock.json"));
  if (record === "") return false;
  const lock = fs.readFileSync(path.join(root, "package-lock.json"), "utf8");
  /** @type {Record<string, Locked>} */
  const wanted = JSON.parse(lock).packages;
  /** @type {Record<string, Locked>} */
  const got = JSON.parse(record).packages;
  return Object.entries(wanted).every(([place, want]) => {
    if (place === "" || want.link) return true;
    const have = got[place];
    if (have === undefined) return mayBeMissing(want);
    return (
      have.version === want.version &&
      have.integrity === want.integrity &&
      fs.existsSync(path.join(root, place, "package.json"))
    );
  });
}

/**
 * The path of npm's script. Node runs it directly, so no system needs a shell or a .cmd file.
 * @returns {string}
 */
function npmScript() {
  const folders = [path.dirname(process.execPath), ...(process.env.PATH ?? "").split(path.delimiter)];
  const places = ["node_modules", "../lib/node_modules", "../share/nodejs"];
  const scripts = folders.flatMap((folder) =>
    places.map((place) => path.join(folder, place, "npm", "bin", "npm-cli.js")),
  );
  const found = [process.env.npm_execpath ?? "", ...scripts].find(
    (file) => /npm-cli\.c?js$/.test(file) && fs.existsSync(file),
  );
  if (found === undefined) throw new Error("npm was not found. Install it and run the same command again.");
  return found;
}

/**
 * npm's error as a sentence.
 * @param {string} output
 */
function trouble(output) {
  const code = /npm (?:error|ERR!) code (\w+)/.exec(output)?.[1] ?? "";
  if (/NOTFOUND|EAI_AGAIN|CONN|TIMEDOUT|TIMEOUT|UNREACH|FETCH|CERT|E50\d/.test(code))
    return `The packages could not be downloaded (${code}). Check the network or the proxy and run the same command again.`;
  if (/^E(ACCES|PERM|ROFS)$/.test(code)) return notWritable(code);
  if (code === "ENOSPC") return "The disk is full. Free some space and run the same command again.";
  if (code === "EUSAGE")
    return "package-lock.json does not match package.json. Run `npm install`, then the same command again.";
  const lines = output.split("\n").filter((line) => /^npm (error|ERR!) /.test(line));
  return `npm could not install the packages:\n${lines.join("\n") || output.trim()}`;
}

/**
 * Installs the packages in package-lock.json, with the development tools that the build needs.
 * @param {string} root
 */
async function install(root) {
  const retries = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  const args = [npmScript(), "ci", "--include=dev", "--no-audit", "--no-fund", ...retries];
  const { code, output } = await run("Installing packages", process.execPath, args, { cwd: root });
  if (code !== 0) throw new Error(trouble(output));
}

module.exports = { areInstalled, install };
