"use strict";
// `node src/setup.cjs [command …]`: makes a fresh clone ready, then hands over to `workbook command …`.
// Nothing is installed when it runs, and an old Node must understand this file well enough to be told that
// it is too old: hence CommonJS, no dependency and, in this file, no syntax newer than Node 8.
const needed = "20.19";
const isOlder = (/** @type {string} */ a, /** @type {string} */ b) =>
  a.localeCompare(b, "en", { numeric: true }) < 0;

if (isOlder(process.versions.node, needed)) {
  console.error(
    `The workbook needs Node ${needed} or newer, and this is Node ${process.versions.node}: ` +
      "install a current one from https://nodejs.org and run the same command again.",
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
