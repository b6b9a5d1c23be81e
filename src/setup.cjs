"use strict";
// `node src/setup.cjs [command …]`: sets up a clone, then runs `workbook command …`.
// It runs before anything is installed, so it is CommonJS without dependencies. An old Node must be able to read
// this file to print that it is too old, so its syntax is that of Node 8.
const needed = "20.19";
const isOlder = (/** @type {string} */ a, /** @type {string} */ b) =>
  a.localeCompare(b, "en", { numeric: true }) < 0;

if (isOlder(process.versions.node, needed)) {
  console.error(
    `The workbook needs Node ${needed} or newer, but this is Node ${process.versions.node}. ` +
      "Install a newer Node from https://nodejs.org and run the same command again.",
  );
  process.exit(1);
}

const path = require("node:path");
const { setUp } = require("./setup/set-up.cjs");

const root = path.resolve(__dirname, "..");
setUp(root).then(
  () => {
    if (process.argv.length < 3) return;
    process.argv[1] = path.join(root, "dist", "cli.js");
    require(process.argv[1]);
  },
  (error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
