import { dirname } from "node:path";
import { type Difference, differences } from "../kernel/runner/compare";
import { CellFailure } from "../kernel/runner/failure";
import type { KernelCommand } from "../kernel/runner/kernel";
import type { Notebook } from "../kernel/runner/notebook-file";
import { readNotebook, writeNotebook } from "../kernel/runner/notebook-file";
import { runNotebook } from "../kernel/runner/run-notebook";
import { StaticImages } from "./figures/static-images";

/** What to do with the outputs of a run: write them into the file, compare them with it, or neither. */
export type Purpose = "refresh" | "check" | "try";

/** The result of running one notebook. */
export interface RunReport {
  readonly notebook: string;
  readonly status: "refreshed" | "unchanged" | "different" | "ran" | "failed";
  readonly cells: number;
  readonly seconds: number;
  /** Why it failed, and the cell and its line, both counted from 1. */
  readonly failure?: { readonly message: string; readonly cell?: number; readonly line?: number };
  readonly differences?: readonly Difference[];
}

/** The number of code cells in a notebook file. Zero if it cannot be read: its run reports why. */
export function countCells(file: string): number {
  try {
    return readNotebook(file).cells.filter(({ cell_type }) => cell_type === "code").length;
  } catch {
    return 0;
  }
}

function readTypeScript(file: string): Notebook {
  const notebook = readNotebook(file);
  const { kernelspec, language_info } = notebook.metadata;
  const language = kernelspec?.language ?? language_info?.name ?? "typescript";
  if (language !== "typescript")
    throw new Error(`${file} is written in ${language}, but this command runs only TypeScript.`);
  return notebook;
}

/** Runs a notebook and uses its outputs for the purpose. If a cell fails, the file does not change. */
export async function runOne(
  file: string,
  kernel: KernelCommand,
  purpose: Purpose,
  onCell: () => void,
): Promise<RunReport> {
  const start = performance.now();
  let cells = 0;
  const report = (rest: Pick<RunReport, "status" | "failure" | "differences">): RunReport => ({
    notebook: file,
    cells,
    seconds: Math.round(performance.now() - start) / 1000,
    ...rest,
  });
  try {
    const before = readTypeScript(file);
    const images = new StaticImages(
      before.cells.flatMap(({ outputs = [] }) => outputs),
      purpose === "refresh",
    );
    const after = await runNotebook(before, {
      kernel,
      cwd: dirname(file),
      onCell: (done) => {
        cells = done;
        onCell();
      },
      finish: (outputs) => images.complete(outputs),
    }).finally(() => images.close());
    if (purpose === "try") return report({ status: "ran" });
    if (purpose === "refresh")
      return report({ status: writeNotebook(file, after) ? "refreshed" : "unchanged" });
    const found = differences(before, after);
    return report(found.length === 0 ? { status: "unchanged" } : { status: "different", differences: found });
  } catch (error) {
    const { message } = error as Error;
    const place = error instanceof CellFailure ? { cell: error.cell, line: error.line } : {};
    return report({ status: "failed", failure: { message, ...place } });
  }
}
