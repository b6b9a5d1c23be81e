/**
 * What an experiment is, and how it runs.
 *
 * To follow `workbook experiment hidden-size` to a record and a figure, read in this order: the command
 * (commands/experiment.ts), the list of experiments (run/registry.ts), this file, the settings of hidden-size
 * (hidden-size/settings.ts) and their kinds (core/settings.ts), the threads (run/sweep.ts, run/worker.ts),
 * the training of one network (hidden-size/run.ts) on its data (core/digit-task.ts), the claims
 * (hidden-size/claims.ts), the record (run/record.ts) and the figure (show/figures/hidden-size.ts).
 */
import { refuse, requireFunction, requireNames, requireObject, requireSignal } from "../../data/arguments";
import type { BackendName } from "../../engine/backend";
import { backend } from "../../engine/choose-backend";
import { version } from "../../training/fit-result";
import type { Claim } from "./claims";
import { type ConfigurationOf, configure, type Settings } from "./settings";

/** The results of one run: a row for each cell, in the order of the cells. Plain data, which JSON holds without loss. */
export interface Results<C, Row> {
  readonly experiment: string;
  readonly configuration: C;
  /** The backend that was used (not always the one in the configuration), and the version of the workbook. */
  readonly made: { readonly backend: BackendName; readonly by: string; readonly version: string };
  readonly rows: readonly Row[];
}

/**
 * An experiment: independent cells, each a plain description of one job (a seed and some settings), and a
 * function that turns a cell into a row of results. The same configuration and cell give the same row, bit
 * for bit, in any order and on any thread.
 */
export interface Experiment<S extends Settings, Cell, Row> {
  readonly name: string;
  readonly question: string;
  readonly settings: S;
  /** The settings of the recorded run; the defaults of `settings` are small enough for a notebook. */
  readonly full: Partial<ConfigurationOf<S>>;
  /** @throws naming settings that are valid alone, but not together. */
  requireTogether?(configuration: ConfigurationOf<S>): void;
  cells(configuration: ConfigurationOf<S>): readonly Cell[];
  /** The approximate work of a cell, in any unit. */
  cost(configuration: ConfigurationOf<S>, cell: Cell): number;
  run(configuration: ConfigurationOf<S>, cell: Cell, signal?: AbortSignal): Promise<Row>;
  claims(results: Results<ConfigurationOf<S>, Row>): readonly Claim[];
}

/** An experiment with any settings, cells and rows. */
export type AnyExperiment = Experiment<Settings, unknown, unknown>;

/** How to run an experiment. */
export interface RunOptions {
  /** Cancels the run between two training steps: it then rejects with the reason of the signal. */
  readonly signal?: AbortSignal;
  /** Called at the start and after each cell. */
  readonly onProgress?: (progress: Progress) => void;
}

/** How much of a run is done. */
export interface Progress {
  /** The number of networks trained. */
  readonly done: number;
  /** The number of networks to train. */
  readonly total: number;
  /** The fraction of the work that is done, from 0 to 1: some networks take longer than others. */
  readonly fraction: number;
  /** The progress in words. */
  readonly detail: string;
}

/**
 * Runs an experiment cell by cell in this thread, and yields to other work in between.
 *
 * @throws naming the setting or the option that is unknown or invalid.
 */
export async function runExperiment<S extends Settings, Cell, Row>(
  experiment: Experiment<S, Cell, Row>,
  given: Partial<ConfigurationOf<S>> = {},
  options: RunOptions = {},
): Promise<Results<ConfigurationOf<S>, Row>> {
  const configuration = configurationOf(experiment, given);
  requireNames("options", options, ["signal", "onProgress"]);
  const { signal, onProgress } = options;
  if (onProgress !== undefined) requireFunction("onProgress", onProgress, "a function");
  if (signal !== undefined) requireSignal(signal);
  const cells = experiment.cells(configuration);
  const work = new Work(cells.map((cell) => experiment.cost(configuration, cell)));
  const rows: Row[] = [];
  onProgress?.(work.progress);
  for (const [index, cell] of cells.entries()) {
    rows.push(plain(await experiment.run(configuration, cell, signal)));
    work.finish(index);
    onProgress?.(work.progress);
  }
  return resultsOf(experiment.name, configuration, rows);
}

/**
 * The complete configuration of an experiment: the given settings, and defaults for the others.
 *
 * @throws naming the setting that is unknown, invalid, or does not go with the others.
 */
export function configurationOf<S extends Settings, Cell, Row>(
  experiment: Experiment<S, Cell, Row>,
  given: Partial<ConfigurationOf<S>>,
): ConfigurationOf<S> {
  const configuration = configure(experiment.settings, given);
  experiment.requireTogether?.(configuration);
  return configuration;
}

/** The rows of a run with its configuration and what computed them. */
export function resultsOf<C, Row>(
  experiment: string,
  configuration: C,
  rows: readonly Row[],
): Results<C, Row> {
  const { name, description } = backend((configuration as { backend: BackendName }).backend);
  return { experiment, configuration, made: { backend: name, by: description, version }, rows };
}

/** @throws if `results` are not results of an experiment, or not of the experiment `of`. */
export function requireResults(results: Results<unknown, unknown>, of?: string): void {
  const expected = `results of an experiment, such as recorded("${of ?? "depth"}") returns`;
  requireObject("results", results, expected);
  const { experiment, configuration, rows } = results;
  if (typeof experiment !== "string" || !Array.isArray(rows)) refuse("results", results, expected);
  requireObject("results.configuration", configuration, "the experiment's settings");
  if (of !== undefined && experiment !== of)
    throw new Error(`The results are of the experiment "${experiment}", expected results of "${of}".`);
}

/** A row as JSON returns it, so it is the same whether or not it was read from a file. */
export const plain = <T>(row: T): T => JSON.parse(JSON.stringify(row)) as T;

/** Counts the cells and the work that are done. */
export class Work {
  private done = 0;
  private finished = 0;
  private readonly all: number;

  constructor(private readonly costs: readonly number[]) {
    this.all = costs.reduce((sum, cost) => sum + cost, 0);
  }

  finish(cell: number): void {
    this.done++;
    this.finished += this.costs[cell] ?? 0;
  }

  get progress(): Progress {
    const { done, costs } = this;
    const total = costs.length;
    const detail = done < total ? `${done} of ${total} networks` : `${total} networks trained`;
    return { done, total, fraction: this.finished / (this.all || 1), detail };
  }
}
