"use strict";
const fs = require("node:fs");
const path = require("node:path");

/**
 * The text of a file. Empty if there is no such file.
 * @param {string} file
 */
function readIfThere(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/**
 * The paths of all files below a folder, sorted.
 * @param {string} folder
 */
const filesBelow = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();

/**
 * Removes a file or a folder with its contents. It retries, because on Windows a scanner may hold a file.
 * @param {string} at
 */
const remove = (at) => fs.rmSync(at, { recursive: true, force: true, maxRetries: 5 });

/**
 * The error for a folder that cannot be written to.
 * @param {string} code the system's error code, such as EACCES
 */
const notWritable = (code) =>
  `This folder cannot be written to (${code}). Clone the workbook into a folder that you own and run the same command there.`;

module.exports = { readIfThere, filesBelow, remove, notWritable };
