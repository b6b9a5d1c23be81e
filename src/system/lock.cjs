"use strict";
// CommonJS without packages, because the set-up uses it before anything is installed or built.
const { randomBytes } = require("node:crypto");
const fs = require("node:fs");
const { hostname } = require("node:os");
const path = require("node:path");
const { setTimeout: pause } = require("node:timers/promises");
const { notWritable, readIfThere } = require("./files.cjs");

/** @typedef {{ file: string, pid: number, token: string, host: string }} Claim one process's claim to a lock */

/** The tokens of this process. A claim with our number and another token is from an earlier process. */
const ours = new Set();

/** The lock is held by another process. */
class Locked extends Error {
  /** @param {Claim} claim */
  constructor(claim) {
    const { file } = claim;
    super(
      claim.host === hostname()
        ? `Process ${claim.pid} is using it. Wait until it has ended, or delete ${file}.`
        : `Process ${claim.pid} on the computer ${claim.host} is using it. If it has ended, delete ${file}.`,
    );
    this.pid = claim.pid;
  }
}

/**
 * Whether the process of a claim may still run. A process on another computer cannot be checked, so it counts as alive.
 * @param {Claim} claim
 */
function mayBeAlive({ pid, host, token }) {
  if (host !== hostname()) return true;
  if (pid === process.pid) return ours.has(token);
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * The claims to a lock. All that is needed is in the names, because a process may die before it has written a file.
 * @param {string} lock
 * @returns {Claim[]}
 */
function claimsTo(lock) {
  const folder = path.dirname(lock);
  const prefix = `${path.basename(lock)}.`;
  return fs.readdirSync(folder).flatMap((name) => {
    const [, pid, token, host] = /^(\d+)-([0-9a-f]{12})@(.*)$/.exec(name.slice(prefix.length)) ?? [];
    if (!name.startsWith(prefix) || token === undefined) return [];
    return [{ file: path.join(folder, name), pid: Number(pid), token, host: decodeURIComponent(host ?? "") }];
  });
}

const retries = 200;

/**
 * Takes a lock for this process, also from a process that died while it held the lock.
 *
 * Each process writes a claim under its own name, `LOCK.PID-TOKEN@HOST`, and then looks for others. Of two that claim
 * at the same moment at least one sees the other, so they never both hold the lock. A process that sees another claim
 * withdraws its own and tries again after a random pause.
 *
 * @param {string} lock the path that names the lock
 * @returns {() => void} releases the lock
 * @throws {Locked} if another process holds it
 */
function takeLock(lock) {
  const token = randomBytes(6).toString("hex");
  const mine = `${lock}.${process.pid}-${token}@${encodeURIComponent(hostname())}`;
  const release = () => {
    fs.rmSync(mine, { force: true });
    ours.delete(token);
  };
  ours.add(token);
  try {
    for (let attempt = 0; attempt < retries; attempt++) {
      fs.writeFileSync(mine, "");
      const others = claimsTo(lock).filter((claim) => claim.token !== token);
      for (const claim of others) if (!mayBeAlive(claim)) fs.rmSync(claim.file, { force: true });
      const living = others.filter(mayBeAlive);
      if (living.length === 0) {
        fs.writeFileSync(mine, "held");
        return release;
      }
      fs.rmSync(mine, { force: true });
      for (const claim of living) if (readIfThere(claim.file) === "held") throw new Locked(claim);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * 20);
    }
    throw new Error(`Several processes are trying to use ${lock} at the same time. Run the command again.`);
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * Does the work while this process holds a lock, and waits while another one does.
 * @template T
 * @param {string} lock
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock(lock, work) {
  for (let isFirst = true; ; isFirst = false) {
    let release;
    try {
      release = takeLock(lock);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code) throw new Error(notWritable(code));
      if (!(error instanceof Locked)) throw error;
      if (isFirst) console.error(`Waiting for ${path.basename(lock)}. ${error.message}`);
      await pause(200);
      continue;
    }
    try {
      return await work();
    } finally {
      release();
    }
  }
}

module.exports = { Locked, takeLock, withLock };
