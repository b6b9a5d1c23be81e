import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withLock } from "../../src/setup/lock.cjs";
import { temporary } from "../temporary";

const nobody = "4194305"; // above the greatest process number of Linux, so no process has it

test("never runs two pieces of work at once in one folder, and removes the lock afterwards", async () => {
  const root = temporary();
  let inside = 0;
  const work = () =>
    withLock(root, async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((done) => setTimeout(done, 30));
      inside -= 1;
      return "done";
    });
  expect(await Promise.all([work(), work(), work()])).toEqual(["done", "done", "done"]);
  expect(existsSync(join(root, ".setup.lock"))).toBe(false);
});

test("takes over the lock of a process that has ended", async () => {
  const root = temporary({ ".setup.lock": nobody });
  expect(await withLock(root, async () => 1)).toBe(1);
});

test("passes an error on and removes the lock", async () => {
  const root = temporary();
  await expect(withLock(root, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(existsSync(join(root, ".setup.lock"))).toBe(false);
});

test("says in a sentence that a folder cannot be written to", async () => {
  const root = temporary();
  writeFileSync(join(root, "file"), "");
  await expect(withLock(join(root, "file", "below"), async () => 1)).rejects.toThrow(
    /^This folder cannot be written to \(E\w+\)\. Clone the workbook into a folder that you own/,
  );
});
