import { type ChildProcess, spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runExperiment } from "../../../src/experiments/core/experiment";
import { configure } from "../../../src/experiments/core/settings";
import { experimentNamed } from "../../../src/experiments/run/registry";
import { RowsFile } from "../../../src/experiments/run/rows-file";
import { sweep } from "../../../src/experiments/run/sweep";
import { random } from "../../../src/index";

const folder = mkdtempSync(join(tmpdir(), "sweep-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const fresh = () => join(folder, `${files++}.json`);

/** Small networks, many of them. */
const small = { seeds: [1, 2, 3, 4, 5, 6], widths: [2, 5], steps: 40, N: 30 };
const experiment = experimentNamed("hidden-size");
const configuration = configure(experiment.settings, small);

const command = join(__dirname, "../../../dist/cli.js");
const line = (file: string, ...more: string[]) => [
  command,
  ...["experiment", "hidden-size", "--set", "seeds=1,2,3,4,5,6", "--set", "widths=2,5", "--set", "steps=40"],
  ...["--set", "N=30", "--out", file, ...more],
];

/** How a process ended. */
const ended = (child: ChildProcess) =>
  new Promise<{ code: number | null; signal: string | null; error: string }>((done) => {
    let error = "";
    child.stderr?.on("data", (text) => {
      error += text;
    });
    child.once("close", (code, signal) => done({ code, signal, error }));
  });

const run = (file: string, ...more: string[]) =>
  ended(spawn(process.execPath, line(file, ...more), { stdio: ["ignore", "ignore", "pipe"] }));

describe("a sweep", () => {
  it("gives the same results with one thread, with two, and in this one", async () => {
    const alone = await runExperiment(experiment, configuration);
    for (const workers of [1, 2])
      expect(await sweep(experiment, configuration, { workers, file: fresh() })).toEqual(alone);
  });

  it("reports its progress from 0 to 1", async () => {
    const fractions: number[] = [];
    await sweep(experiment, configuration, {
      workers: 2,
      file: fresh(),
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    expect(fractions.length).toBe(13);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
  });

  it("stops when its signal is aborted, and keeps the finished rows", async () => {
    const file = fresh();
    const abort = new AbortController();
    const stopped = sweep(experiment, configuration, {
      workers: 2,
      file,
      signal: abort.signal,
      onProgress: ({ done }) => done === 3 && abort.abort(),
    });
    await expect(stopped).rejects.toThrow();
    const kept = readFileSync(file, "utf8").trim().split("\n").length - 1;
    expect(kept).toBeGreaterThanOrEqual(3);
    expect(kept).toBeLessThan(12);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it("rejects with the error of a cell, and releases its file", async () => {
    const file = fresh();
    const impossible = configure(experiment.settings, { ...small, N: 1700 });
    await expect(sweep(experiment, impossible, { workers: 2, file })).rejects.toThrow(
      "N is 1700, but 597 test and 200 validation images leave only 1000.",
    );
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  it("lets no two processes at one file, and takes over from one that died", async () => {
    const file = fresh();
    writeFileSync(`${file}.lock`, String(process.pid));
    await expect(sweep(experiment, configuration, { workers: 1, file })).rejects.toThrow(
      `Process ${process.pid} is at work on this already`,
    );
    writeFileSync(`${file}.lock`, "999999999");
    await sweep(experiment, configuration, { workers: 2, file });
  });
});

describe("workbook experiment, killed", () => {
  it("ends with the same bytes as if nothing had happened, however often and whenever it is killed", async () => {
    const whole = fresh();
    expect((await run(whole)).code).toBe(0);
    const draw = random(7);
    const broken = fresh();
    const rows = `${broken}.rows`;
    const bytes = () => (existsSync(rows) ? statSync(rows).size : 0);
    for (let kills = 0; kills < 3; kills++) {
      const child = spawn(process.execPath, line(broken, "--resume", "--workers", "2"), { stdio: "ignore" });
      const end = ended(child);
      // At a random moment after some bytes of the file, be it in the midst of a row.
      const enough = bytes() + draw.integer(1, 1500);
      while (bytes() < enough) await new Promise((done) => setTimeout(done, 1));
      await new Promise((done) => setTimeout(done, draw.integer(0, 30)));
      child.kill("SIGKILL");
      expect((await end).signal).toBe("SIGKILL");
      expect(existsSync(broken)).toBe(false);
    }
    expect((await run(broken, "--resume")).code).toBe(0);
    expect(readFileSync(broken, "utf8")).toBe(readFileSync(whole, "utf8"));
    expect(existsSync(`${broken}.rows`)).toBe(false);
  }, 120_000);

  it("does not start anew over a run that was broken off, nor go on with another one", async () => {
    const file = fresh();
    RowsFile.open(`${file}.rows`, { of: "another run" }).close();
    const anew = await run(file);
    expect(anew).toMatchObject({
      code: 1,
      error: expect.stringContaining("go on with --resume, or delete it"),
    });
    const other = await run(file, "--resume");
    expect(other).toMatchObject({
      code: 1,
      error: expect.stringContaining("holds other rows than this run's"),
    });
  }, 60_000);

  it.skipIf(process.platform === "win32")(
    "ends on Ctrl-C with 130 and a word on how to go on",
    async () => {
      const file = fresh();
      const child = spawn(process.execPath, line(file, "--set", "steps=100000"), {
        stdio: ["ignore", "ignore", "pipe"],
      });
      const end = ended(child);
      while (!existsSync(`${file}.rows`)) await new Promise((done) => setTimeout(done, 20));
      child.kill("SIGINT");
      expect(await end).toMatchObject({ code: 130, error: expect.stringContaining("go on with --resume") });
    },
    60_000,
  );
});

describe("rows of an unfinished run", () => {
  const owner = { run: "ours" };
  const filled = () => {
    const file = fresh();
    const rows = RowsFile.open(file, owner);
    rows.add(2, { value: 0.1 });
    rows.add(0, { value: "two\nlines, ½" });
    rows.close();
    return file;
  };

  it("are there again, whatever is torn off the end", () => {
    const text = readFileSync(filled());
    const ends = [...text.keys()].filter((at) => text[at] === 10).map((at) => at + 1);
    for (let length = 0; length <= text.length; length++) {
      const file = fresh();
      writeFileSync(file, text.subarray(0, length));
      const opened = RowsFile.open(file, owner);
      expect(opened.rows.size).toBe(Math.max(0, ends.filter((end) => end <= length).length - 1));
      opened.add(5, { value: 5 });
      opened.close();
      const again = RowsFile.open(file, owner);
      expect([...again.rows].at(-1)).toEqual([5, { value: 5 }]);
      again.close();
    }
  });

  it("are not mixed with those of another run, nor with other text", () => {
    expect(() => RowsFile.open(filled(), { run: "theirs" })).toThrow("holds other rows than this run's");
    const file = filled();
    appendFileSync(file, "some words\n");
    expect(() => RowsFile.open(file, owner)).toThrow("holds other rows than this run's");
    const letter = fresh();
    writeFileSync(letter, "Dear reader");
    expect(() => RowsFile.open(letter, owner)).toThrow("holds other rows than this run's");
    expect(readFileSync(letter, "utf8")).toBe("Dear reader");
  });
});
