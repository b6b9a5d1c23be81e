"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { remove } = require("../system/files.cjs");

const onWindows = process.platform === "win32";

/**
 * The places of two links: the package under its own name, for kernels that look only in node_modules, and its
 * command, for npx.
 * @param {string} root
 */
const places = (root) => ({
  self: path.join(root, "node_modules", "autoencoder-workbook"),
  command: path.join(root, "node_modules", ".bin", onWindows ? "workbook.cmd" : "workbook"),
});

/**
 * @param {string} link @param {string} target
 * @returns {boolean} whether the link leads to the target
 */
function leadsTo(link, target) {
  try {
    return fs.realpathSync(link) === fs.realpathSync(target);
  } catch {
    return false;
  }
}

/**
 * @param {string} root
 * @returns {boolean}
 */
function isLinked(root) {
  const { self, command } = places(root);
  const isCommand = onWindows ? fs.existsSync(command) : leadsTo(command, path.join(root, "dist", "cli.js"));
  return leadsTo(self, root) && isCommand;
}

/**
 * Creates both links. On Windows links need a privilege, so these are a junction and a small command file.
 * @param {string} root
 */
function link(root) {
  const { self, command } = places(root);
  remove(self);
  remove(command);
  fs.mkdirSync(path.dirname(command), { recursive: true });
  fs.symlinkSync(onWindows ? root : "..", self, "junction");
  if (onWindows) fs.writeFileSync(command, '@node "%~dp0..\\..\\dist\\cli.js" %*\r\n');
  else fs.symlinkSync(path.join("..", "..", "dist", "cli.js"), command);
}

module.exports = { isLinked, link };
