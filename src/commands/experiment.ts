import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { Command, Option } from "commander";
import type { AnyExperiment } from "../experiments/core/experiment";
import type { ConfigurationOf, Settings } from "../experiments/core/settings";
import { writeAtomically } from "../system/atomic-write";
import { exitOnStop, progressBar, UsageError, wholeNumber } from "./terminal";

interface Options {
  readonly full?: boolean;
  readonly record?: boolean;
  readonly seeds?: number;
  readonly set?: readonly string[];
  readonly workers: number;
  readonly resume?: boolean;
  readonly json?: boolean;
  readonly out?: string;
}

/** The default folder for results. Git ignores it. */
const defaultFolder = resolve(__dirname, "..", "..", ".experiments");

/** The experiment that the command line names, its configuration, and the file for its results. */
async function planned(name: string, options: Options) {
  const { experimentNamed } = await import("../experiments/run/registry.js");
  const { configurationOf } = await import("../experiments/core/experiment.js");
  const { parseSettings } = await import("../experiments/core/settings.js");
  const { recordOf } = await import("../experiments/run/record.js");
  const experiment = experimentNamed(name);
  const { settings, full } = experiment;
  const configuration = configurationOf(experiment, {
    ...(options.full || options.record ? full : {}),
    ...(options.seeds !== undefined && { seeds: Array.from({ length: options.seeds }, (_, k) => k + 1) }),
    ...parseSettings(settings, options.set ?? []),
  });
  const file = options.record ? recordOf(name) : resolve(options.out ?? join(defaultFolder, `${name}.json`));
  return { experiment, configuration, file };
}

/** Runs an experiment and writes its results. The finished networks of an interrupted run stay in a second file. */
async function run(
  experiment: AnyExperiment,
  configuration: ConfigurationOf<Settings>,
  file: string,
  options: Options,
): Promise<void> {
  const { sweep } = await import("../experiments/run/sweep.js");
  const { fileText } = await import("../experiments/run/record.js");
  const rows = `${file}.rows`;
  const place = relative("", rows);
  checkOutputPath(file);
  if (existsSync(rows) && !options.resume)
    throw new Error(
      `${place} holds the results of an interrupted run. Resume it with --resume, or delete the file.`,
    );
  const bar = progressBar(true);
  const message = `Interrupted. The finished networks are in ${place}. Resume with --resume.`;
  const undo = exitOnStop(message, bar.stop);
  const results = await sweep(experiment, configuration, {
    workers: options.workers,
    file: rows,
    onDiscard: () =>
      console.error("The workbook's code has changed since the interrupted run, so it starts again."),
    onProgress: ({ fraction, done, total }) => bar.update(fraction, 1, `${done} of ${total} networks`),
  }).finally(bar.stop);
  writeAtomically(file, fileText(results));
  rmSync(rows);
  undo();
  if (options.json) return console.log(JSON.stringify(results));
  const { claimsTable } = await import("../show/values/claims.js");
  console.log(String(claimsTable(experiment.claims(results as never))));
  console.log(`${results.rows.length} results are in ${relative("", file)}.`);
}

/** The settings of an experiment, as `--set help` prints them. */
function settingsHelp({ name, question, settings, full }: AnyExperiment): string {
  const value = (of: unknown) => (Array.isArray(of) ? JSON.stringify(of).slice(1, -1) : String(of));
  const lines = Object.entries(settings).map(([setting, { fallback, expected }]) => {
    const wide = full[setting] === undefined ? "" : `; --full: ${value(full[setting])}`;
    return `    ${setting}=${value(fallback)}  (${expected}${wide})`;
  });
  return [`  ${name}  ${question}`, ...lines].join("\n");
}

/** `workbook experiment NAME`: runs an experiment on all cores. */
export function experimentCommand(): Command {
  return new Command("experiment")
    .description("run an experiment on all cores: hidden-size, depth, sparsity or forward-pass")
    .argument("<name>", "the experiment")
    .option("--seeds <n>", "use the seeds 1 to n", wholeNumber(1))
    .addOption(
      new Option(
        "--set <name=value>",
        "change a setting; repeat it for more; `--set help` lists the settings",
      ).argParser((value: string, before: readonly string[] = []) => [...before, value]),
    )
    .option(
      "--full",
      "run the full size, which takes from minutes to an hour (default: the size in the notebooks)",
    )
    .option("--workers <n>", "how many networks to train at a time", wholeNumber(1), availableParallelism())
    .option("--resume", "resume an interrupted run")
    .option("--out <file>", "the file for the results (default: .experiments/NAME.json)")
    .option("--record", "run the full size and save it as the record in notebooks/results")
    .option("--json", "print JSON for a program to read")
    .addHelpText(
      "after",
      `
Results are saved as they come, so you may stop a run at any time.

Exit codes: 0 if it finished, 2 for a setting with a wrong value.

Example:
  workbook experiment depth --seeds 5 --set layers=0,10 --set steps=500`,
    )
    .action(async (name: string, options: Options) => {
      const refuse = (error: Error): never => {
        throw new UsageError(error.message);
      };
      if (options.record && options.out)
        throw new UsageError("--record writes to notebooks/results. Leave out --out.");
      if (options.set?.includes("help")) {
        const { experimentNamed } = await import("../experiments/run/registry.js");
        return console.log(await Promise.resolve(name).then(experimentNamed).then(settingsHelp, refuse));
      }
      const { experiment, configuration, file } = await planned(name, options).catch(refuse);
      await run(experiment, configuration, file, options);
    });
}

/** Checks the output path before a long run and creates its folder. Only earlier results may be replaced. */
function checkOutputPath(file: string): void {
  const other = "Choose another file with --out.";
  if (isFolder(file)) throw new Error(`${file} is a folder. Name a file in it with --out.`);
  if (existsSync(file) && !statSync(file).isFile())
    throw new Error(`${file} is not an ordinary file. ${other}`);
  if (existsSync(file) && !holdsResults(file))
    throw new Error(`${file} holds something other than results of an experiment. ${other}`);
  try {
    makeFolder(dirname(file));
    accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? `${path} is a file` : `${code} at ${path}`;
    throw new Error(`${file} cannot be written (${why}). ${other}`);
  }
}

/** Whether a file holds results, which have a digest before their rows, or nothing. */
function holdsResults(file: string): boolean {
  const text = readFileSync(file, "utf8");
  return text === "" || /"digest":"[0-9a-f]{64}","rows":\[/.test(text);
}

/** Creates a folder level by level: in places such as /proc Node's own recursive mkdir never ends. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have created it in the meantime.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
