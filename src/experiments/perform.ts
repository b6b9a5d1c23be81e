import { requireFunction, requireNames, requireSignal } from "../data/inputs";
import type { BackendName } from "../engine/backend";
import { backend } from "../engine/backends";
import { progressLine, silent } from "../training/progress";
import { version } from "../training/version";
import { configurationOf, type Experiment, type Progress, plain, type Results, Tally } from "./experiment";
import type { ConfigurationOf, Settings } from "./settings";

/** How to perform an experiment. */
export interface PerformOptions {
  /** Ends the run between two steps of training: it then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Whether to show a line of progress in a notebook or a terminal; true unless told otherwise. */
  readonly progress?: boolean;
  /** Called at the start and after each cell. */
  readonly onProgress?: (progress: Progress) => void;
}

/** Performs an experiment cell by cell in this thread; other work gets its turns in between. */
export async function perform<S extends Settings, Cell, Row>(
  experiment: Experiment<S, Cell, Row>,
  given: Partial<ConfigurationOf<S>> = {},
  options: PerformOptions = {},
): Promise<Results<ConfigurationOf<S>, Row>> {
  const configuration = configurationOf(experiment, given);
  requireNames("options", options, ["signal", "progress", "onProgress"]);
  const { signal, progress = true, onProgress } = options;
  if (onProgress !== undefined) requireFunction("onProgress", onProgress, "a function");
  if (signal !== undefined) requireSignal(signal);
  const cells = experiment.cells(configuration);
  const tally = new Tally(cells.map((cell) => experiment.cost(configuration, cell)));
  const line = progress ? await progressLine() : silent;
  const rows: Row[] = [];
  onProgress?.(tally.progress);
  try {
    for (const [index, cell] of cells.entries()) {
      rows.push(plain(await experiment.run(configuration, cell, signal)));
      tally.add(index);
      line.update(tally.progress.fraction, `${index + 1} of ${cells.length} networks`);
      onProgress?.(tally.progress);
    }
    line.end(`${cells.length} networks trained`);
  } catch (error) {
    line.end("stopped");
    throw error;
  }
  return resultsOf(experiment.name, configuration, rows);
}

/** Rows with what they came from and what made them. */
export function resultsOf<C, Row>(
  experiment: string,
  configuration: C,
  rows: readonly Row[],
): Results<C, Row> {
  const { name, description } = backend((configuration as { backend: BackendName }).backend);
  return { experiment, configuration, made: { backend: name, by: description, version }, rows };
}
