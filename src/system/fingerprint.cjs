"use strict";
// CommonJS without packages, because the set-up uses it before anything is installed or built.
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { filesBelow } = require("./files.cjs");

/**
 * One hash of everything that the build is made from.
 * @param {string} root
 */
function fingerprint(root) {
  const hash = createHash("sha256");
  const settings = ["tsconfig.json", "package-lock.json"].map((name) => path.join(root, name));
  for (const file of [...settings, ...filesBelow(path.join(root, "src"))])
    hash
      .update(`${path.relative(root, file)}\0`)
      .update(fs.readFileSync(file))
      .update("\0");
  return hash.digest("hex");
}

/**
 * The fingerprint of the running build, "source" for code that runs from its sources. Interrupted work of another build
 * is not resumed, because that would mix two versions of the code.
 * @returns {string}
 */
function buildFingerprint() {
  try {
    return fs.readFileSync(path.join(__dirname, "..", ".stamp"), "utf8").slice(0, 16);
  } catch {
    return "source";
  }
}

module.exports = { buildFingerprint, fingerprint };
