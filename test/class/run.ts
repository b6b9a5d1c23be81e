import { type ChildProcess, execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Papa from "papaparse";
import { afterAll, onTestFinished } from "vitest";

const cli = resolve(__dirname, "../../dist/cli.js");

/** A folder for one test, with a name that needs care. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "a cläss "));
  onTestFinished(() => remove(folder));
  return folder;
}

/** The same for all tests of a file. */
export function temporaryForAll(): string {
  const folder = mkdtempSync(join(tmpdir(), "a cläss "));
  afterAll(() => remove(folder));
  return folder;
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

export interface End {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `workbook grade …` as a user runs it, by default with one worker, which is enough for a small class. */
export function grade(
  cwd: string,
  args: readonly string[],
  started?: (child: ChildProcess) => void,
): Promise<End> {
  return new Promise((done) => {
    const options = { cwd, maxBuffer: 2 ** 26 };
    const workers = args.includes("--workers") || args.includes("--print-rubric") ? [] : ["--workers", "1"];
    const child = execFile(
      process.execPath,
      [cli, "grade", ...args, ...workers],
      options,
      (_, stdout, stderr) => done({ code: child.exitCode, stdout, stderr }),
    );
    started?.(child);
  });
}

/** The digest of every file below a folder, by name. */
export function bytesIn(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => !entry.isDirectory(),
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [
        file.slice(folder.length + 1),
        createHash("sha256").update(readFileSync(file)).digest("hex"),
      ]),
  );
}

/** The rows of grades.csv by student. */
export function gradesIn(folder: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const text = readFileSync(join(folder, "grades.csv"), "utf8");
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  return new Map(data.map((row) => [row.student ?? "", row]));
}
