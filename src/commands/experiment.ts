import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { SingleBar } from "cli-progress";
import { Command } from "commander";
import type { AnyExperiment, Progress } from "../experiments/core/experiment";
import type { ConfigurationOf, Settings } from "../experiments/core/settings";
import { wholeNumber } from "./terminal";

interface Options {
  readonly full?: boolean;
  readonly record?: boolean;
  readonly seeds?: number;
  readonly set: readonly string[];
  readonly workers: number;
  readonly resume?: boolean;
  readonly json?: boolean;
  readonly out?: string;
}

/** Where results go unless told otherwise; git does not see it. */
const usualFolder = resolve(__dirname, "..", "..", ".experiments");

/** What was meant by the command line: which experiment, how, and where to. */
async function meant(name: string, options: Options) {
  const { experimentNamed } = await import("../experiments/run/registry.js");
  const { configurationOf } = await import("../experiments/core/experiment.js");
  const { parseSettings } = await import("../experiments/core/settings.js");
  const { recordOf } = await import("../experiments/run/record.js");
  const experiment = experimentNamed(name);
  const { settings, full } = experiment;
  const configuration = configurationOf(experiment, {
    ...(options.full || options.record ? full : {}),
    ...(options.seeds !== undefined && { seeds: Array.from({ length: options.seeds }, (_, k) => k + 1) }),
    ...parseSettings(settings, options.set),
  });
  const file = options.record ? recordOf(name) : resolve(options.out ?? join(usualFolder, `${name}.json`));
  return { experiment, configuration, file };
}

/** The bar in the terminal, where someone watches. */
function watched(): { update(progress: Progress): void; stop(): void } {
  const bar = new SingleBar({
    stream: process.stderr,
    format: "{bar} {done} of {cells} networks · {duration_formatted} · {eta_formatted} left",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    clearOnComplete: true,
    hideCursor: true,
  });
  if (process.stderr.isTTY) bar.start(1, 0, { done: 0, cells: 0 });
  return {
    update: ({ fraction, done, total }) => bar.update(fraction, { done, cells: total }),
    stop: () => bar.stop(),
  };
}

/** Runs it; Ctrl-C and its like end it in good order, and what is done stays done. */
async function run(
  experiment: AnyExperiment,
  configuration: ConfigurationOf<Settings>,
  file: string,
  options: Options,
): Promise<void> {
  const { sweep } = await import("../experiments/run/sweep.js");
  const { fileText } = await import("../experiments/run/record.js");
  const rows = `${file}.rows`;
  placeFor(file);
  if (existsSync(rows) && !options.resume)
    throw new Error(
      `${relative("", rows)} holds the beginning of a run that was broken off: go on with --resume, or delete it.`,
    );
  const bar = watched();
  const stop = endOnSignals(() => {
    bar.stop();
    console.error(`Interrupted: what is done is in ${relative("", rows)}; go on with --resume.`);
  });
  const { workers } = options;
  const results = await sweep(experiment, configuration, {
    workers,
    file: rows,
    onProgress: bar.update,
  }).finally(bar.stop);
  // All there or nothing, whenever we are killed.
  writeFileSync(`${file}.new`, fileText(results));
  renameSync(`${file}.new`, file);
  rmSync(rows);
  stop();
  if (options.json) return console.log(JSON.stringify(results));
  const { claimsTable } = await import("../show/values/claims.js");
  console.log(String(claimsTable(experiment.claims(results as never))));
  console.log(`${results.rows.length} results are in ${relative("", file)}.`);
}

/** Ends on Ctrl-C and its like; the returned function takes that back. */
function endOnSignals(before: () => void): () => void {
  const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };
  const end = (signal: keyof typeof signals) => {
    before();
    process.exit(128 + signals[signal]);
  };
  for (const signal of Object.keys(signals)) process.once(signal, end);
  return () => {
    for (const signal of Object.keys(signals)) process.removeListener(signal, end);
  };
}

/** The settings of an experiment as help prints them. */
function settingsHelp({ name, question, settings, full }: AnyExperiment): string {
  const quoted = (of: unknown) => (typeof of === "string" ? JSON.stringify(of) : String(of));
  const value = (of: unknown) => (Array.isArray(of) ? of.map(quoted).join(",") : String(of));
  const lines = Object.entries(settings).map(([setting, { fallback, expected }]) => {
    const wide = full[setting] === undefined ? "" : `; --full: ${value(full[setting])}`;
    return `    ${setting}=${value(fallback)}  (${expected}${wide})`;
  });
  return [`  ${name}  ${question}`, ...lines].join("\n");
}

/** `workbook experiment NAME`: the experiments of parts (f) to (i), on all cores. */
export function experimentCommand(): Command {
  const several = (value: string, before: readonly string[]) => [...before, value];
  return new Command("experiment")
    .description("run an experiment of parts (f) to (i): hidden-size, depth, sparsity or forward-pass")
    .argument("<name>", "which one")
    .option("--seeds <n>", "take the seeds 1 to n", wholeNumber(1))
    .option("--set <name=value>", "change a setting; may be given several times", several, [])
    .option("--full", "the full size, minutes to an hour, in place of that of the notebooks")
    .option("--workers <n>", "networks at a time", wholeNumber(1), availableParallelism())
    .option("--resume", "go on with a run that was broken off")
    .option("--out <file>", "where the results go (default: .experiments/NAME.json)")
    .option("--record", "the full size, as the record in notebooks/results")
    .option("--json", "print the results as JSON for a program to read")
    .addHelpText(
      "after",
      "\nResults are kept as they come: a run may be stopped or killed at any time.\nExits with 2 for a setting that makes no sense; `--set help` lists the settings.\n\nExample:\n  workbook experiment depth --seeds 5 --set layers=0,10 --set steps=500",
    )
    .action(async (name: string, options: Options, command: Command) => {
      const refuse = (error: unknown): never => command.error((error as Error).message, { exitCode: 2 });
      if (options.record && options.out)
        refuse(new Error("--record has a place of its own: leave out --out."));
      if (options.set.includes("help")) {
        const { experimentNamed } = await import("../experiments/run/registry.js");
        return console.log(await Promise.resolve(name).then(experimentNamed).then(settingsHelp, refuse));
      }
      const { experiment, configuration, file } = await meant(name, options).catch(refuse);
      await run(experiment, configuration, file, options);
    });
}

/**
 * Sees to it that a file can be written, before hours of work go into it: its folder is there afterwards,
 * and nothing but older results are in its place.
 *
 * @throws in a sentence that says what is in the way
 */
export function placeFor(file: string): void {
  const other = "choose another place with --out";
  if (isFolder(file)) throw new Error(`${file} is a folder: name a file in it with --out.`);
  if (existsSync(file) && !statSync(file).isFile()) throw new Error(`${file} is no ordinary file: ${other}.`);
  if (existsSync(file) && !holdsResults(file))
    throw new Error(`${file} holds something else than results of an experiment: ${other}.`);
  const folder = dirname(file);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? `${path} is a file` : `${code} at ${path}`;
    throw new Error(`${file} cannot be written (${why}): ${other}.`);
  }
}

/** Results carry their digest before their rows; an empty file holds nothing to lose. */
function holdsResults(file: string): boolean {
  const text = readFileSync(file, "utf8");
  return text === "" || /"digest":"[0-9a-f]{64}","rows":\[/.test(text);
}

/** Level by level: where the system lets no folder be made, as in /proc, Node's own recursion never ends. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been a moment faster.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
