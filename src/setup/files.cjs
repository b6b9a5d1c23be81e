"use strict";
const fs = require("node:fs");
const path = require("node:path");

/**
 * The text of a file, or nothing where there is none.
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
 * Every file below a folder, in order.
 * @param {string} folder
 */
const filesBelow = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();

/**
 * Removes a file or a folder with all below it; on Windows a scanner may hold a file for a moment.
 * @param {string} at
 */
const remove = (at) => fs.rmSync(at, { recursive: true, force: true, maxRetries: 5 });

/**
 * What to tell someone whose folder cannot be written to.
 * @param {string} code the system's word for it, such as EACCES
 */
const notWritable = (code) =>
  `This folder cannot be written to (${code}): copy or clone the workbook into a folder of your own and run the same command there.`;

module.exports = { readIfThere, filesBelow, remove, notWritable };
