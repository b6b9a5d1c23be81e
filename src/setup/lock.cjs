"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { setTimeout: pause } = require("node:timers/promises");
const { notWritable, readIfThere, remove } = require("./files.cjs");

/**
 * Whether a process runs.
 * @param {number} pid
 */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Writes our number into the lock file unless it is there already.
 * @param {string} lock @param {string} mine
 */
function take(lock, mine) {
  try {
    fs.writeFileSync(lock, mine, { flag: "wx" });
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === "EEXIST") return false;
    throw new Error(notWritable(String(code)));
  }
}

/**
 * Does the work while no other process of this clone does such work; takes over the lock of a dead one.
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock(root, work) {
  const lock = path.join(root, ".setup.lock");
  const mine = String(process.pid);
  for (let told = false; ; ) {
    if (take(lock, mine)) {
      // Two may have found the same dead lock and removed it: the one that wrote last holds it.
      await pause(20);
      if (readIfThere(lock) === mine) break;
      continue;
    }
    const owner = readIfThere(lock);
    if (owner !== "" && !isAlive(Number(owner))) {
      remove(lock);
      continue;
    }
    if (!told)
      console.error(`Waiting for process ${owner}, which is setting up this folder (or delete ${lock}) …`);
    told = true;
    await pause(200);
  }
  try {
    return await work();
  } finally {
    remove(lock);
  }
}

module.exports = { withLock };
