"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { setTimeout: pause } = require("node:timers/promises");
const { notWritable, readIfThere, remove } = require("./files.cjs");

/**
 * Whether a process is running.
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
 * Creates the lock file with our process number. Returns false if the file exists already.
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
 * Runs the work while no other process does such work in this clone. Takes over the lock of a dead process.
 * @template T
 * @param {string} root
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock(root, work) {
  const lock = path.join(root, ".setup.lock");
  const mine = String(process.pid);
  for (let shown = false; ; ) {
    if (take(lock, mine)) {
      // If two processes removed the same dead lock, the one that wrote last holds it.
      await pause(20);
      if (readIfThere(lock) === mine) break;
      continue;
    }
    const owner = readIfThere(lock);
    if (owner !== "" && !isAlive(Number(owner))) {
      remove(lock);
      continue;
    }
    if (!shown)
      console.error(
        `Waiting for process ${owner}, which is setting up this folder. If it is not, delete ${lock} …`,
      );
    shown = true;
    await pause(200);
  }
  try {
    return await work();
  } finally {
    remove(lock);
  }
}

module.exports = { withLock };
