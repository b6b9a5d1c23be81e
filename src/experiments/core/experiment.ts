import { refuse, requireFunction, requireNames, requireObject, requireSignal } from "../../data/arguments";
import type { BackendName } from "../../engine/backend";
import { backend } from "../../engine/backends";
import { progressLine, silent } from "../../training/progress";
import { version } from "../../training/version";
import type { Claim } from "./claims";
import { type ConfigurationOf, configure, type Settings } from "./settings";

/**
 * What a run of an experiment found: a row for each cell, in the order of the cells. It is plain data, which
 * JSON holds without loss, so that it can be kept, compared and drawn anywhere.
 */
export interface Results<C, Row> {
  readonly experiment: string;
  readonly configuration: C;
  /** The arithmetic that computed it (which may be another one than was asked for), and the workbook's version. */
  readonly made: { readonly backend: BackendName; readonly by: string; readonly version: string };
  readonly rows: readonly Row[];
}

/**
 * An experiment: cells that do not depend on one another, each a plain description of one job (a seed
 * and a setting), and how a cell becomes a row of results. The same configuration and cell give the same
 * row, bit for bit, in whichever order and on whichever thread.
 */
export interface Experiment<S extends Settings, Cell, Row> {
  readonly name: string;
  readonly question: string;
  readonly settings: S;
  /** The settings of the full size, as recorded; the defaults are of a size for a notebook. */
  readonly full: Partial<ConfigurationOf<S>>;
  /** @throws naming the settings that make sense one by one, but not together. */
  requireTogether?(configuration: ConfigurationOf<S>): void;
  cells(configuration: ConfigurationOf<S>): readonly Cell[];
  /** About how much work a cell is, in any unit. */
  cost(configuration: ConfigurationOf<S>, cell: Cell): number;
  run(configuration: ConfigurationOf<S>, cell: Cell, signal?: AbortSignal): Promise<Row>;
  claims(results: Results<ConfigurationOf<S>, Row>): readonly Claim[];
}

/** An experiment of which nothing is known but that its cells and rows are plain data. */
export type AnyExperiment = Experiment<Settings, unknown, unknown>;

/**
 * A whole configuration of an experiment: what is given, and the defaults for the rest.
 *
 * @throws naming the setting that is unknown, not as expected, or does not go with the others.
 */
export function configurationOf<S extends Settings, Cell, Row>(
  experiment: Experiment<S, Cell, Row>,
  given: Partial<ConfigurationOf<S>>,
): ConfigurationOf<S> {
  const configuration = configure(experiment.settings, given);
  experiment.requireTogether?.(configuration);
  return configuration;
}

/** @throws if `results` are none that an experiment found, or of another one than `of`. */
export function requireResults(results: Results<unknown, unknown>, of?: string): void {
  const expected = `results of an experiment, such as recorded("${of ?? "depth"}") gives`;
  requireObject("results", results, expected);
  const { experiment, configuration, rows } = results;
  if (typeof experiment !== "string" || !Array.isArray(rows)) refuse("results", results, expected);
  requireObject("results.configuration", configuration, "the experiment's settings");
  if (of !== undefined && experiment !== of)
    throw new Error(`The results are of the experiment "${experiment}", expected some of "${of}".`);
}

/** How far a run is. */
export interface Progress {
  /** Cells that are done, and all. */
  readonly done: number;
  readonly cells: number;
  /** The part of the work that is done, from 0 to 1. */
  readonly fraction: number;
}

/** A row as JSON gives it back: the same whether it was kept in a file in the meantime or not. */
export const plain = <T>(row: T): T => JSON.parse(JSON.stringify(row)) as T;

/** Keeps count of the work that is done. */
export class Tally {
  private done = 0;
  private work = 0;
  private readonly total: number;

  constructor(private readonly costs: readonly number[]) {
    this.total = costs.reduce((sum, cost) => sum + cost, 0);
  }

  add(cell: number): void {
    this.done++;
    this.work += this.costs[cell] ?? 0;
  }

  get progress(): Progress {
    return { done: this.done, cells: this.costs.length, fraction: this.work / (this.total || 1) };
  }
}

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
