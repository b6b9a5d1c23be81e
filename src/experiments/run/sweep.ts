import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { buildFingerprint } from "../../system/fingerprint.cjs";
import { Journal } from "../../system/journal";
import { takeLock } from "../../system/lock.cjs";
import {
  type AnyExperiment,
  plain,
  type Results,
  type RunOptions,
  resultsOf,
  Work,
} from "../core/experiment";
import type { ConfigurationOf, Settings } from "../core/settings";
import type { Job } from "./worker";

/** How to run an experiment on several threads. */
export interface SweepOptions extends RunOptions {
  /** The number of threads; each runs one cell at a time. */
  readonly workers: number;
  /** The file that keeps the rows until all are computed. It outlives the process. */
  readonly file: string;
  /** Is called if the file has rows of another build, which are computed again. */
  readonly onDiscard?: () => void;
}

/** The compiled worker, also when this module runs from source: threads cannot run TypeScript. */
const workerFile = resolve(__dirname, "../../../dist/experiments/run/worker.js");

/**
 * Runs an experiment on several threads. Each row is appended to a file, and an interrupted run resumes from
 * it. The results do not depend on the number of threads, nor on interruptions.
 *
 * @throws if another process uses the same file, or the file belongs to another run.
 */
export async function sweep(
  experiment: AnyExperiment,
  configuration: ConfigurationOf<Settings>,
  options: SweepOptions,
): Promise<Results<ConfigurationOf<Settings>, unknown>> {
  const unlock = takeLock(`${options.file}.lock`);
  try {
    const of = resultsOf(experiment.name, configuration, []);
    const kept = new Journal<unknown>(options.file, { of, build: buildFingerprint() });
    if (kept.discarded) options.onDiscard?.();
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
  kept: Journal<unknown>,
  { workers, signal, onProgress }: SweepOptions,
): Promise<readonly unknown[]> {
  const cells = experiment.cells(configuration);
  const costs = cells.map((cell) => experiment.cost(configuration, cell));
  const work = new Work(costs);
  const rows: unknown[] = [];
  for (const key of kept.keys()) {
    rows[Number(key)] = kept.get(key);
    work.finish(Number(key));
  }
  onProgress?.(work.progress);
  // Longest jobs first, so no thread is left with a long one at the end.
  const missing = [...cells.keys()]
    .filter((cell) => !kept.has(String(cell)))
    .sort((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0));
  if (!existsSync(workerFile)) throw new Error("The workbook is not built: run npm start or npm test once.");
  const { default: Tinypool } = await import("tinypool");
  const pool = new Tinypool({ filename: workerFile, minThreads: 0, maxThreads: workers });
  const failed = new AbortController();
  const until = AbortSignal.any([failed.signal, ...(signal ? [signal] : [])]);
  setMaxListeners(0, until); // one listener for each waiting cell
  try {
    await Promise.all(
      missing.map(async (cell) => {
        const job: Job = { experiment: experiment.name, configuration, cell: cells[cell] };
        const row = plain(await pool.run(job, { signal: until }));
        kept.add(String(cell), row);
        rows[cell] = row;
        work.finish(cell);
        onProgress?.(work.progress);
      }),
    );
  } finally {
    failed.abort();
    await pool.destroy();
  }
  return rows;
}
