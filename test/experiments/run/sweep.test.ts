import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { resultsOf, runExperiment } from "../../../src/experiments/core/experiment";
import { configure } from "../../../src/experiments/core/settings";
import { experimentNamed } from "../../../src/experiments/run/registry";
import { sweep } from "../../../src/experiments/run/sweep";
import { random } from "../../../src/index";
import { Journal } from "../../../src/system/journal";
import { takeLock } from "../../../src/system/lock.cjs";

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
    const release = takeLock(`${file}.lock`);
    await expect(sweep(experiment, configuration, { workers: 1, file })).rejects.toThrow(
      `Process ${process.pid} is using it.`,
    );
    release();
    writeFileSync(`${file}.lock.999999999-0123456789ab@${hostname()}`, "held");
    await sweep(experiment, configuration, { workers: 2, file });
  });

  it("discards rows of another build, says so, and ends with the same results", async () => {
    const [file, other] = [fresh(), fresh()];
    const of = resultsOf(experiment.name, configuration, []);
    const kept = new Journal(file, { of, build: "another" });
    kept.add("0", { wrong: true });
    kept.close();
    let discarded = 0;
    const onDiscard = () => {
      discarded += 1;
    };
    const results = await sweep(experiment, configuration, { workers: 2, file, onDiscard });
    expect(discarded).toBe(1);
    expect(results).toEqual(await sweep(experiment, configuration, { workers: 1, file: other }));
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
    new Journal(`${file}.rows`, { of: "another run", build: "" }).close();
    const anew = await run(file);
    expect(anew).toMatchObject({
      code: 1,
      error: expect.stringContaining("Resume it with --resume, or delete the file"),
    });
    const other = await run(file, "--resume");
    expect(other).toMatchObject({
      code: 1,
      error: expect.stringContaining("does not belong to this run"),
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
      expect(await end).toMatchObject({ code: 130, error: expect.stringContaining("Resume with --resume") });
    },
    60_000,
  );
});
