"use strict";
const path = require("node:path");
const { build, isBuilt } = require("./build.cjs");
const { isLinked, link } = require("./link.cjs");
const { areInstalled, install } = require("./packages.cjs");
const { withLock } = require("../system/lock.cjs");

/**
 * Installs, builds and links what is missing in the clone at `root`. If nothing is missing, it writes nothing.
 * A step counts as done only when its result is complete, so it may be interrupted and repeated.
 * @param {string} root
 */
async function setUp(root) {
  if (areInstalled(root) && isBuilt(root) && isLinked(root)) return;
  await withLock(path.join(root, ".setup.lock"), async () => {
    if (!areInstalled(root)) await install(root);
    if (!isBuilt(root)) await build(root);
    if (!isLinked(root)) link(root);
  });
}

module.exports = { setUp };
