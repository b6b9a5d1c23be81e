import type { Matrix } from "mathjs";
import { requireCount } from "../data/count";
import type { BackendName, LearnerOptions } from "../engine/backend";
import type { Network } from "../model/layers";
import type { Checkpoint } from "./checkpoint";
import type { FitRecord } from "./fit-result";
import { schedules } from "./schedules";

/** Points with their targets. */
export interface Points {
  /** d×N, a point in each column */
  readonly x: Matrix;
  /** d×N, the targets; x itself unless told otherwise */
  readonly y?: Matrix;
}

/** What a network learns from, and what it is judged by on the way. */
export interface FitData extends Points {
  /** Points that are only looked at. */
  readonly test?: Points;
  /** Points that early stopping goes by; the test points where there are none. */
  readonly validation?: Points;
}

/** What is known at a step. */
export interface FitStep {
  /** Steps that are done. */
  readonly step: number;
  /** The learning rate of that step. */
  readonly eta: number;
  /** The objective of that step's batch, before the step. */
  readonly objective: number;
}

/** How `fit` goes about it. Optimiser, clipping, weight decay and sparsity are the engine's. */
export interface FitOptions<N extends Network = Network> extends LearnerOptions {
  /** Steps to make, 1,000 unless told otherwise. */
  readonly steps?: number;
  /** Points a step, drawn without replacement until all have had their turn; all of them unless told otherwise. */
  readonly batchSize?: number;
  /** The learning rate at the start, 0.01 unless told otherwise. */
  readonly learningRate?: number;
  /** How the learning rate changes, "constant" unless told otherwise. */
  readonly schedule?: keyof typeof schedules;
  /** Decides on the order of the points in mini-batches; 1 unless told otherwise. */
  readonly seed?: number;
  readonly backend?: BackendName;
  /** Steps between two records of the history; a hundredth of all unless told otherwise. */
  readonly evaluateEvery?: number;
  /** Stop once the validation loss has not fallen for so many steps, and keep the best parameters. */
  readonly earlyStopping?: { readonly patience: number };
  /** Called after each step. */
  readonly onStep?: (step: FitStep) => void;
  /** Called with each record of the history; `network` makes the network as it is then. */
  readonly onRecord?: (record: FitRecord, network: () => N) => void;
  /** Whether to show a line of progress in a notebook or a terminal; true unless told otherwise. */
  readonly progress?: boolean;
  /** Ends the training between two steps: `fit` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called with a checkpoint every so many steps, and when the signal ends the training. */
  readonly checkpoints?: { readonly every: number; readonly keep: (checkpoint: Checkpoint) => void };
  /** Go on from a checkpoint, to the same bits as if nothing had been in between. */
  readonly from?: Checkpoint;
}

/** The options with their defaults in place. */
export type FullFitOptions<N extends Network> = FitOptions<N> &
  Required<
    Pick<
      FitOptions<N>,
      "steps" | "batchSize" | "learningRate" | "schedule" | "seed" | "optimiser" | "evaluateEvery"
    >
  >;

/**
 * Puts the defaults in place.
 *
 * @param N how many points there are
 * @throws naming the option that makes no sense.
 */
export function fullOptions<Net extends Network>(
  options: FitOptions<Net>,
  N: number,
  isJudged: boolean,
): FullFitOptions<Net> {
  const { steps = 1000, batchSize = N, learningRate = 0.01, schedule = "constant", seed = 1 } = options;
  const { optimiser = { name: "adam" }, earlyStopping, checkpoints } = options;
  const { evaluateEvery = Math.max(1, Math.round(steps / 100)) } = options;
  for (const [name, value] of Object.entries({ steps, batchSize, evaluateEvery })) requireCount(name, value);
  if (batchSize > N)
    throw new Error(`batchSize is ${batchSize}, but there are ${N} points: take at most ${N}.`);
  if (!(learningRate > 0 && Number.isFinite(learningRate)))
    throw new Error(`learningRate is ${learningRate}, expected a number above 0 such as 0.01.`);
  if (!Object.hasOwn(schedules, schedule))
    throw new Error(
      `schedule is ${JSON.stringify(schedule)}, expected one of ${Object.keys(schedules).join(", ")}.`,
    );
  if (checkpoints) requireCount("checkpoints.every", checkpoints.every);
  if (earlyStopping) requireCount("earlyStopping.patience", earlyStopping.patience);
  if (earlyStopping && !isJudged)
    throw new Error("earlyStopping needs validation (or test) points: give fit a third set of points.");
  return { ...options, steps, batchSize, learningRate, schedule, seed, optimiser, evaluateEvery };
}
