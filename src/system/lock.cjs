"use strict";
// CommonJS without packages, because the set-up uses it before anything is installed or built.
const { randomBytes } = require("node:crypto");
const fs = require("node:fs");
const { hostname } = require("node:os");
const path = require("node:path");
const { setTimeout: pause } = require("node:timers/promises");
const { notWritable } = require("./files.cjs");

/** @typedef {{ pid: number, host: string, token: string, held: boolean }} Claim one process's claim to a lock */

/** The tokens of this process. A claim with our number and another token is from an earlier process. */
const ours = new Set();

/** The lock is held by another process. */
class Locked extends Error {
  /** @param {Claim} claim @param {string} file */
  constructor(claim, file) {
    super(
      claim.host === hostname()
        ? `Process ${claim.pid} is using it. Wait until it has ended, or delete ${file}.`
        : `Process ${claim.pid} on the computer ${claim.host} is using it. If it has ended, delete ${file}.`,
    );
    this.pid = claim.pid;
  }
}

/**
 * Whether the process of a claim may still run. A process on another computer cannot be asked, so it counts as alive.
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
 * The claim in a file; undefined if the file has gone or is not complete yet.
 * @param {string} file
 * @returns {Claim | undefined}
 */
function claimIn(file) {
  try {
    const claim = JSON.parse(fs.readFileSync(file, "utf8"));
    return Number.isInteger(claim.pid) && typeof claim.host === "string" ? claim : undefined;
  } catch {
    return undefined;
  }
}

const retries = 200;

/**
 * Takes a lock for this process, also from a process that has died with it.
 *
 * Each process writes a claim under its own name, `LOCK.PID-TOKEN`, and then looks for others. Of two that claim at the
 * same moment at least one sees the other, so they never both hold the lock: both withdraw, and try again after a
 * random pause. Removing the claim of a dead process cannot remove a living one, because the names differ.
 *
 * @param {string} lock the path that names the lock
 * @returns {() => void} releases the lock
 * @throws {Locked} if another process holds it
 */
function takeLock(lock) {
  const token = randomBytes(6).toString("hex");
  const mine = `${lock}.${process.pid}-${token}`;
  const prefix = `${path.basename(lock)}.`;
  const write = (/** @type {boolean} */ held) =>
    fs.writeFileSync(mine, JSON.stringify({ pid: process.pid, host: hostname(), token, held }));
  const release = () => {
    fs.rmSync(mine, { force: true });
    ours.delete(token);
  };
  ours.add(token);
  try {
    for (let attempt = 0; attempt < retries; attempt++) {
      write(false);
      /** @type {[string, Claim | undefined][]} */
      const others = fs
        .readdirSync(path.dirname(lock))
        .filter((name) => name.startsWith(prefix) && /^\d+-[0-9a-f]{12}$/.test(name.slice(prefix.length)))
        .map((name) => path.join(path.dirname(lock), name))
        .filter((file) => path.basename(file) !== path.basename(mine))
        .map((file) => [file, claimIn(file)]);
      for (const [file, claim] of others) if (claim && !mayBeAlive(claim)) fs.rmSync(file, { force: true });
      const living = others.filter(([file, claim]) => (claim ? mayBeAlive(claim) : fs.existsSync(file)));
      if (living.length === 0) {
        write(true);
        return release;
      }
      fs.rmSync(mine, { force: true });
      for (const [file, claim] of living) if (claim?.held) throw new Locked(claim, file);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1 + Math.random() * 20);
    }
    throw new Error(`Several processes try to use ${lock} at the same moment. Run the command again.`);
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
  for (let told = false; ; told = true) {
    let release;
    try {
      release = takeLock(lock);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code) throw new Error(notWritable(code));
      if (!(error instanceof Locked)) throw error;
      if (!told) console.error(`Waiting for ${path.basename(lock)}. ${error.message}`);
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
