import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type AnyExperiment,
  type PerformOptions,
  plain,
  type Results,
  resultsOf,
  Tally,
} from "../core/experiment";
import type { ConfigurationOf, Settings } from "../core/settings";
import { lock } from "./lock-file";
import { RowsFile } from "./rows-file";
import type { Job } from "./worker";

/** How to spread an experiment over threads. */
export interface SweepOptions extends Omit<PerformOptions, "progress"> {
  /** Cells at a time, each on a thread of its own. */
  readonly workers: number;
  /** Where rows are kept until all are there: they outlive the process. */
  readonly file: string;
}

/** The compiled worker; from the source, which threads cannot run, the build's. */
const workerFile = (): string => {
  const places = [
    join(__dirname, "worker.js"),
    resolve(__dirname, "../../../dist/experiments/run/worker.js"),
  ];
  const place = places.find((file) => existsSync(file));
  if (place === undefined) throw new Error("The workbook is not built: run npm start or npm test once.");
  return place;
};

/**
 * Performs an experiment on several threads. Rows are appended to a file as they come, and a run that was
 * broken off, in whatever way, goes on where that file ends. The results do not depend on the number of
 * workers, nor on how often the run was broken off.
 *
 * @throws where another process works on the same file, or it holds another run
 */
export async function sweep(
  experiment: AnyExperiment,
  configuration: ConfigurationOf<Settings>,
  options: SweepOptions,
): Promise<Results<ConfigurationOf<Settings>, unknown>> {
  const unlock = lock(`${options.file}.lock`);
  try {
    const owner = resultsOf(experiment.name, configuration, []);
    const kept = RowsFile.open(options.file, owner);
    try {
      const rows = await run(experiment, configuration, kept, options);
      return resultsOf(experiment.name, configuration, rows);
    } finally {
      kept.close();
    }
  } finally {
    unlock();
  }
}

async function run(
  experiment: AnyExperiment,
  configuration: ConfigurationOf<Settings>,
  kept: RowsFile,
  { workers, signal, onProgress }: SweepOptions,
): Promise<readonly unknown[]> {
  const cells = experiment.cells(configuration);
  const costs = cells.map((cell) => experiment.cost(configuration, cell));
  const tally = new Tally(costs);
  const rows: unknown[] = [];
  for (const [cell, row] of kept.rows) {
    rows[cell] = row;
    tally.add(cell);
  }
  onProgress?.(tally.progress);
  // The dearest first: so no thread is left alone with a long one at the end.
  const missing = [...cells.keys()]
    .filter((cell) => !kept.rows.has(cell))
    .sort((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0));
  const { default: Tinypool } = await import("tinypool");
  const pool = new Tinypool({ filename: workerFile(), minThreads: 0, maxThreads: workers });
  const failed = new AbortController();
  const until = AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]);
  setMaxListeners(0, until); // one for each cell that waits
  try {
    await Promise.all(
      missing.map(async (cell) => {
        const job: Job = { experiment: experiment.name, configuration, cell: cells[cell] };
        const row = plain(await pool.run(job, { signal: until }));
        kept.add(cell, row);
        rows[cell] = row;
        tally.add(cell);
        onProgress?.(tally.progress);
      }),
    );
  } finally {
    failed.abort();
    await pool.destroy();
  }
  return rows;
}
