import { execFile } from "node:child_process";
import fs, { readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join, resolve } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { Graded } from "../../src/class/grade";
import { Journal } from "../../src/system/journal";
import { notebook, someClass, write } from "./generator";
import { bytesIn, type End, grade, temporary } from "./run";

vi.setConfig({ testTimeout: 120_000 });

const cli = resolve(__dirname, "../../dist/cli.js");

/** `workbook grade in --out out` on a disk that fails after so many writes. */
function gradeOnFailingDisk(cwd: string, code: string, after: number): Promise<End> {
  const args = ["--require", join(__dirname, "failing-disk.cjs"), cli, "grade", "in", "--out", "out"];
  const env = { ...process.env, FAILING_DISK_CODE: code, FAILING_DISK_AFTER: String(after) };
  return new Promise((done) => {
    const child = execFile(process.execPath, [...args, "--workers", "2"], { cwd, env }, (_, stdout, stderr) =>
      done({ code: child.exitCode, stdout, stderr }),
    );
  });
}

test("ends with a sentence if the disk fails at any moment, and resumes at the next run", async () => {
  const folder = temporary();
  for (const [student, answers] of someClass(12, 5))
    write(folder, { [`in/${student}.ipynb`]: notebook(answers) });
  for (const [code, after, meant] of [
    ["ENOSPC", 0, "the disk is full (ENOSPC). Free some space"],
    ["EDQUOT", 1, "your share of the disk is used up (EDQUOT). Free some space"],
    ["EIO", 3, "the disk reports an error (EIO). Check it"],
    ["ENOSPC", 9, "the disk is full (ENOSPC). Free some space"],
    ["EROFS", 20, "the disk is read-only (EROFS). Make it writable"],
    ["EACCES", 31, "you have no permission to write there (EACCES). Change the permissions"],
  ] as const)
    expect(await gradeOnFailingDisk(folder, code, after)).toEqual({
      code: 1,
      stdout: "",
      stderr: `Cannot write to out: ${meant}, or choose another folder for --out. The next run into out resumes.\n`,
    });
  expect((await grade(folder, ["in", "--out", "out"])).code).toBe(0);
  await grade(folder, ["in", "--out", "whole"]);
  expect(bytesIn(join(folder, "out"))).toEqual(bytesIn(join(folder, "whole")));
});

test("completes a journal line that the disk wrote in pieces, and refuses lines once closed", () => {
  const path = join(temporary(), "journal.jsonl");
  const { writeSync } = fs;
  const inPieces = (file: number, line: Uint8Array, at: number, length: number, position: number): number =>
    writeSync(file, line, at, Math.min(length, 7), position);
  const pieces = vi.spyOn(fs, "writeSync").mockImplementation(inPieces as typeof writeSync);
  syncBuiltinESMExports();
  onTestFinished(() => {
    pieces.mockRestore();
    syncBuiltinESMExports();
  });
  const parts = { sources: [], parts: [], notes: [], refused: null };
  const result = { student: "ada", score: 7, maxScore: 14, open: 0, ...parts };
  const journal = new Journal<Graded>(path, { of: "workbook grade", build: "" });
  journal.add("one", result);
  expect(pieces.mock.calls.length).toBeGreaterThan(10);
  expect(journal.get("one")).toEqual(result);
  journal.close();
  expect(() => journal.add("two", result)).toThrow("is closed");
  expect(readFileSync(path, "utf8")).toContain(`\n${JSON.stringify(["one", result])}\n`);
});
