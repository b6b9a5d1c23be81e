import { availableParallelism } from "node:os";
import { relative, resolve } from "node:path";
import { Command, Option } from "commander";
import { counted } from "../grading/verdict/words";
import { plainKernel, workbookKernel } from "../kernel/kernelspec";
import { chosenNotebooks, knownNotebooks } from "./notebooks";
import type { Purpose, RunReport } from "./run-one";
import { exitOnStop, progressBar, UsageError, wholeNumber } from "./terminal";

interface Options {
  readonly check?: boolean;
  readonly workers: number;
  readonly kernel: "workbook" | "plain";
  readonly json?: boolean;
}

const folder = resolve(__dirname, "..", "..", "notebooks");

const kernels = { workbook: workbookKernel, plain: plainKernel };

const indented = (text: string): string => text.replace(/^/gm, "    ");

/** How many differences of a notebook to print. */
const shownDifferences = 5;

/** A report as text. */
function inWords({ notebook, status, cells, seconds, failure, differences = [] }: RunReport): string {
  const name = relative("", notebook);
  if (failure !== undefined) return `✗ ${failure.cell === undefined ? "" : `${name}, `}${failure.message}`;
  const different = status === "different";
  const verdict = different ? counted(differences.length, "difference") : status;
  const rest = differences.length - shownDifferences;
  return [
    `${different ? "✗" : "✓"} ${name}: ${verdict} (${counted(cells, "cell")}, ${seconds.toFixed(1)} s)`,
    ...differences
      .slice(0, shownDifferences)
      .map(({ cell, output, what, diff }) => `  cell ${cell}, output ${output}, ${what}:\n${indented(diff)}`),
    ...(rest > 0 ? [`  … and ${rest} more; --json shows them all.`] : []),
  ].join("\n");
}

/** Runs the notebooks and prints a report on each. */
async function run(files: readonly string[], purpose: Purpose, options: Options) {
  const isTerminal = process.stderr.isTTY;
  const bar = progressBar();
  const running = new Set<string>();
  let done = 0;
  exitOnStop("Interrupted. Unfinished notebooks have not changed.", bar.stop);
  // The outputs must not depend on the reader's earlier answers, and the run must not count as answers.
  process.env.WORKBOOK_PROGRESS = "off";
  const { countCells, runOne } = await import("./run-one.js");
  const total = files.reduce((sum, file) => sum + countCells(file), 0);
  const show = () => bar.update(done, total, `${done} of ${total} cells · ${[...running].join(", ")}`);
  const { default: pMap } = await import("p-map");
  const runFile = async (file: string) => {
    const name = relative("", file);
    running.add(name);
    show();
    const report = await runOne(file, kernels[options.kernel], purpose, () => {
      done++;
      show();
    });
    running.delete(name);
    if (!isTerminal && !options.json) console.log(inWords(report));
    return report;
  };
  const reports = await pMap(files, runFile, { concurrency: options.workers });
  bar.stop();
  if (options.json) console.log(JSON.stringify(reports, null, 2));
  else if (isTerminal) for (const report of reports) console.log(inWords(report));
  return reports;
}

/** `workbook run [part…]`: runs notebooks without Python. */
export function runCommand(): Command {
  return new Command("run")
    .description("run notebooks and update their outputs; needs no Python")
    .argument("[part...]", "index, letters of parts, or paths of .ipynb files (default: all notebooks)")
    .option("--check", "compare the outputs with those in the files without changing them")
    .option("--workers <n>", "how many notebooks to run at a time", wholeNumber(1), availableParallelism())
    .addOption(
      new Option("--kernel <kernel>", "plain: run with unmodified tslab and write no outputs")
        .choices(Object.keys(kernels))
        .default("workbook"),
    )
    .option("--json", "print JSON for a program to read")
    .addHelpText(
      "after",
      "\nExit codes: 0 if all went well, 1 if a cell failed or an output differs.\n\nExample:\n  workbook run a b --check",
    )
    .action(async (wanted: string[], options: Options) => {
      const purpose = options.kernel === "plain" ? "try" : options.check ? "check" : "refresh";
      if (purpose === "try" && options.check)
        throw new UsageError("--check needs the workbook's own kernel. Leave out --kernel plain.");
      const reports = await run(chosenNotebooks(wanted, knownNotebooks(folder)), purpose, options);
      process.exitCode = reports.some(({ status }) => status === "failed" || status === "different") ? 1 : 0;
    });
}
