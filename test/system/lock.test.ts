import { spawn } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Locked, takeLock, withLock } from "../../src/system/lock.cjs";
import { temporary } from "../temporary";

const nobody = 4194305; // above the greatest process number of Linux, so no process has it
const token = "0123456789ab";

/** A folder with a lock that a process left behind. */
const withClaim = (pid: number, host: string, content = "held") =>
  join(temporary({ [`.lock.${pid}-${token}@${host}`]: content }), ".lock");

describe("a lock", () => {
  test("is held by one at a time and leaves no file behind", () => {
    const folder = temporary();
    const lock = join(folder, ".lock");
    const release = takeLock(lock);
    expect(() => takeLock(lock)).toThrow(Locked);
    release();
    takeLock(lock)();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is taken over from a process that has ended", () => {
    const lock = withClaim(nobody, hostname());
    takeLock(lock)();
  });

  test("is taken over from a process that died before it had written its claim", () => {
    takeLock(withClaim(nobody, hostname(), ""))();
  });

  test("of another computer counts as held, and the error says what to do", () => {
    const lock = withClaim(nobody, "elsewhere");
    expect(() => takeLock(lock)).toThrow(
      `Process ${nobody} on the computer elsewhere is using it. If it has ended, delete ${lock}.${nobody}-${token}@elsewhere.`,
    );
  });

  test("of an earlier process with our number is taken over", () => {
    takeLock(withClaim(process.pid, hostname()))();
  });

  test("is never held by two processes that find the same dead lock", async () => {
    const folder = temporary({
      "race.cjs": `
        const { takeLock } = require(${JSON.stringify(join(__dirname, "../../src/system/lock.cjs"))});
        const fs = require("node:fs");
        for (let round = 0; round < 40; round++) {
          let release;
          while (!release) try { release = takeLock("lock"); } catch (error) { if (error.pid === undefined) throw error; }
          fs.writeFileSync("inside", "", { flag: "wx" });
          fs.rmSync("inside");
          // Dies with the lock: leaves a claim of a dead process for both.
          const token = process.hrtime.bigint().toString(16).slice(-12).padStart(12, "0");
          fs.writeFileSync("lock.${nobody}-" + token + "@" + require("node:os").hostname(), "held");
          release();
        }`,
    });
    const run = () =>
      new Promise<[number | null, string]>((done) => {
        const child = spawn(process.execPath, ["race.cjs"], {
          cwd: folder,
          stdio: ["ignore", "ignore", "pipe"],
        });
        let error = "";
        child.stderr.on("data", (data) => {
          error += data;
        });
        child.on("close", (code) => done([code, error]));
      });
    expect(await Promise.all([run(), run(), run()])).toEqual([
      [0, ""],
      [0, ""],
      [0, ""],
    ]);
  }, 60_000);
});

describe("work under a lock", () => {
  test("never runs twice at once", async () => {
    const lock = join(temporary(), ".lock");
    let inside = 0;
    const work = () =>
      withLock(lock, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise((done) => setTimeout(done, 30));
        inside -= 1;
        return "done";
      });
    expect(await Promise.all([work(), work(), work()])).toEqual(["done", "done", "done"]);
  });

  test("passes its error on and releases the lock", async () => {
    const lock = join(temporary(), ".lock");
    await expect(withLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    takeLock(lock)();
  });

  test("says in a sentence that a folder cannot be written to", async () => {
    const root = temporary();
    writeFileSync(join(root, "file"), "");
    await expect(withLock(join(root, "file", "below", ".lock"), async () => 1)).rejects.toThrow(
      /^This folder cannot be written to \(E\w+\)\. Clone the workbook into a folder that you own/,
    );
  });
});
