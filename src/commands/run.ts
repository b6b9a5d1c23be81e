import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";
import { SingleBar } from "cli-progress";
import { Command, Option } from "commander";
import { plainKernel, workbookKernel } from "../kernel/commands";
import { chosenNotebooks, knownNotebooks } from "./notebooks";
import type { Purpose, RunReport } from "./run-one";
import { wholeNumber } from "./terminal";

interface Options {
  readonly check?: boolean;
  readonly workers: number;
  readonly kernel: "workbook" | "plain";
  readonly json?: boolean;
}

const folder = resolve(__dirname, "..", "..", "notebooks");

const kernels = { workbook: workbookKernel, plain: plainKernel };

/** Does the work on every item, on at most `workers` at a time; the results are in the order of the items. */
async function inParallel<T, R>(
  items: readonly T[],
  workers: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return results;
}

const indented = (text: string): string => text.replace(/^/gm, "    ");

/** Of many differences in a notebook this many are printed. */
const shownDifferences = 5;

/** A report as a person reads it. */
function inWords({ notebook, status, cells, seconds, failure, differences = [] }: RunReport): string {
  const name = relative("", notebook);
  if (failure !== undefined) return `✗ ${failure.cell === undefined ? "" : `${name}, `}${failure.message}`;
  const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
  const different = status === "different";
  const verdict = different ? count(differences.length, "difference") : status;
  const rest = differences.length - shownDifferences;
  return [
    `${different ? "✗" : "✓"} ${name}: ${verdict} (${count(cells, "cell")}, ${seconds.toFixed(1)} s)`,
    ...differences
      .slice(0, shownDifferences)
      .map(({ cell, output, what, diff }) => `  cell ${cell}, output ${output}, ${what}:\n${indented(diff)}`),
    ...(rest > 0 ? [`  … and ${rest} more; --json shows them all.`] : []),
  ].join("\n");
}

/** Runs the notebooks with a bar where a person watches, and reports on each. */
async function run(
  files: readonly string[],
  purpose: Purpose,
  options: Options,
): Promise<readonly RunReport[]> {
  const watched = process.stderr.isTTY;
  const bar = new SingleBar({
    stream: process.stderr,
    format: "{bar} {value}/{total} cells · {duration_formatted} · {running}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    clearOnComplete: true,
    hideCursor: true,
  });
  const running = new Set<string>();
  const show = () => bar.update({ running: [...running].join(", ") });
  endOnSignals(() => bar.stop());
  // Outputs are the same whatever the reader of the notebooks has answered so far, and count as no answer.
  process.env.WORKBOOK_PROGRESS = "off";
  const { countCells, runOne } = await import("./run-one.js");
  const total = files.map(countCells).reduce((a, b) => a + b, 0);
  if (watched) bar.start(total, 0, { running: "" });
  const reports = await inParallel(files, options.workers, async (file) => {
    running.add(relative("", file));
    show();
    const report = await runOne(file, kernels[options.kernel], purpose, () => bar.increment());
    running.delete(relative("", file));
    show();
    if (!watched && !options.json) console.log(inWords(report));
    return report;
  });
  bar.stop();
  if (options.json) console.log(JSON.stringify(reports, null, 2));
  else if (watched) for (const report of reports) console.log(inWords(report));
  return reports;
}

/** Ends on Ctrl-C and its like in good order: our kernels end with us, and files are whole at any moment. */
function endOnSignals(before: () => void): void {
  for (const [signal, number] of [
    ["SIGINT", 2],
    ["SIGTERM", 15],
    ["SIGHUP", 1],
  ] as const)
    process.once(signal, () => {
      before();
      console.error("Interrupted: notebooks that were not done yet are as they were.");
      process.exit(128 + number);
    });
}

/** `workbook run [part…]`: executes notebooks from Node alone. */
export function runCommand(): Command {
  return new Command("run")
    .description("execute notebooks, without Python, and refresh their outputs")
    .argument("[part...]", "index, a, b …, or paths of .ipynb files (default: all notebooks)")
    .option("--check", "compare with the outputs in the files instead, and change nothing")
    .option("--workers <n>", "notebooks at a time", wholeNumber(1), availableParallelism())
    .addOption(
      new Option("--kernel <kernel>", "plain: through tslab as it is; outputs are then not written")
        .choices(Object.keys(kernels))
        .default("workbook"),
    )
    .option("--json", "print JSON for a program to read")
    .addHelpText(
      "after",
      "\nExits with 1 when a cell fails or an output differs.\n\nExample:\n  workbook run a b --check",
    )
    .action(async (wanted: string[], options: Options, command: Command) => {
      const purpose = options.kernel === "plain" ? "try" : options.check ? "check" : "refresh";
      if (purpose === "try" && options.check)
        command.error("--check compares outputs of the workbook's own kernel: leave out --kernel plain.", {
          exitCode: 2,
        });
      let files: readonly string[] = [];
      try {
        files = chosenNotebooks(wanted, knownNotebooks(folder));
      } catch (error) {
        command.error((error as Error).message, { exitCode: 2 });
      }
      const reports = await run(files, purpose, options);
      process.exitCode = reports.some(({ status }) => status === "failed" || status === "different") ? 1 : 0;
    });
}
