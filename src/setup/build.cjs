"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { filesBelow, readIfThere, remove } = require("../system/files.cjs");
const { fingerprint } = require("../system/fingerprint.cjs");
const { run } = require("./run.cjs");

/**
 * Whether dist is the build of the current source files and has not been changed since.
 * @param {string} root
 */
function isBuilt(root) {
  const stamp = path.join(root, "dist", ".stamp");
  if (readIfThere(stamp) !== fingerprint(root)) return false;
  const made = fs.statSync(stamp).mtimeMs;
  return filesBelow(path.join(root, "dist")).every((file) => fs.statSync(file).mtimeMs <= made);
}

/**
 * Builds into a new folder that then replaces dist, so dist is always complete and has no stale files.
 * @param {string} root
 */
async function build(root) {
  const stamp = fingerprint(root);
  const fresh = path.join(root, ".dist-new");
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  remove(fresh);
  const args = [tsc, "--pretty", "false", "--outDir", fresh];
  const { code, output } = await run("Building", process.execPath, args, { cwd: root });
  if (code !== 0) {
    remove(fresh);
    throw new Error(`The source files do not compile:\n${output.trim()}`);
  }
  fs.chmodSync(path.join(fresh, "cli.js"), 0o755);
  fs.writeFileSync(path.join(fresh, ".stamp"), stamp);
  remove(path.join(root, "dist"));
  fs.renameSync(fresh, path.join(root, "dist"));
}

/**
 * Whether the source files have changed since the build. Their times are compared first, because that is quick.
 * @param {string} root
 */
function isOutdated(root) {
  const made = fs.statSync(path.join(root, "dist", ".stamp"), { throwIfNoEntry: false })?.mtimeMs;
  if (made === undefined) return false;
  const isNewer = (/** @type {string} */ file) => fs.statSync(file).mtimeMs > made;
  return filesBelow(path.join(root, "src")).some(isNewer) && !isBuilt(root);
}

module.exports = { build, isBuilt, isOutdated };
