import {
  refuse,
  requireCount,
  requireFunction,
  requireNames,
  requireNumber,
  requireObject,
  requireSignal,
} from "../data/arguments";
import type { BackendName, LearnerOptions } from "../engine/backend";
import type { Network } from "../model/stack";
import type { Checkpoint } from "./checkpoint";
import type { FitRecord } from "./fit-result";

/** A step of a training run. */
export interface FitStep {
  /** The number of steps made. */
  readonly step: number;
  /** The learning rate of the step. */
  readonly eta: number;
  /** The objective of the step's batch, before the step. */
  readonly objective: number;
}

/** How far a training run is, for `progressLine` and similar displays. */
interface FitProgress {
  /** The number of steps made. */
  readonly done: number;
  /** All steps; equal to `done` at the end, also after early stopping. */
  readonly total: number;
  /** The steps and the latest R² in words. */
  readonly detail: string;
}

/** The options of `fit`. Optimiser, clipping, weight decay and sparsity are those of the engine. */
export interface FitOptions<N extends Network = Network> extends LearnerOptions {
  /** Default: 1000. */
  readonly steps?: number;
  /** Points in each step, drawn without replacement within an epoch. Default: all points. */
  readonly batchSize?: number;
  /** The learning rate at the start. Default: 0.01. */
  readonly learningRate?: number;
  /** How the learning rate changes. Default: "constant". */
  readonly schedule?: keyof typeof schedules;
  /** Decides on the order of the points in mini-batches. Default: 1. */
  readonly seed?: number;
  /** Default: "wasm". */
  readonly backend?: BackendName;
  /** Steps between two records of the history. Default: a hundredth of all steps. */
  readonly evaluateEvery?: number;
  /** Stops once the validation loss has not fallen for `patience` steps, and returns the best parameters. */
  readonly earlyStopping?: { readonly patience: number };
  /** Called about 40 times a second and at the end, for example with `progressLine("training")`. */
  readonly onProgress?: (progress: FitProgress) => void;
  /** Called after each step. */
  readonly onStep?: (step: FitStep) => void;
  /** Called with each record of the history; `network` returns the network at that step. */
  readonly onRecord?: (record: FitRecord, network: () => N) => void;
  /** Ends the run between two steps: `fit` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** `keep` is called with a checkpoint every so many steps, and when the signal ends the run. */
  readonly checkpoints?: { readonly every: number; readonly keep: (checkpoint: Checkpoint) => void };
  /** A checkpoint to resume from, bit for bit. */
  readonly from?: Checkpoint;
}

const optionNames: readonly (keyof FitOptions)[] = [
  ...(["optimiser", "clip", "weightDecay", "sparsity", "steps", "batchSize", "learningRate"] as const),
  ...(["schedule", "seed", "backend", "evaluateEvery", "earlyStopping", "onProgress", "onStep"] as const),
  ...(["onRecord", "signal", "checkpoints", "from"] as const),
];

/** The options with their defaults. */
export type FullFitOptions<N extends Network> = ReturnType<typeof fullOptions<N>>;

/**
 * Checks the options and adds the defaults.
 *
 * @param N the number of training points
 * @throws naming the option that is unknown or invalid.
 */
export function fullOptions<Net extends Network>(
  options: FitOptions<Net>,
  N: number,
  hasValidation: boolean,
) {
  requireNames("options", options, optionNames);
  const { steps = 1000, batchSize = N, learningRate = 0.01, schedule = "constant", seed = 1 } = options;
  const { optimiser = { name: "adam" } } = options;
  const { evaluateEvery = Math.max(1, Math.round(steps / 100)) } = options;
  for (const [name, value] of Object.entries({ steps, batchSize, evaluateEvery })) requireCount(name, value);
  if (batchSize > N)
    throw new Error(`batchSize is ${batchSize}, but there are ${N} points: take at most ${N}.`);
  requireNumber("learningRate", learningRate, "a number above 0 such as 0.01", (rate) => rate > 0);
  if (!Object.hasOwn(schedules, schedule))
    refuse("schedule", schedule, `one of ${Object.keys(schedules).join(", ")}`);
  const { onProgress, onStep, onRecord, checkpoints, earlyStopping, signal, from } = options;
  for (const [name, value] of Object.entries({ onProgress, onStep, onRecord }))
    if (value !== undefined) requireFunction(name, value, "a function");
  if (checkpoints !== undefined) {
    requireNames("checkpoints", checkpoints, ["every", "keep"]);
    requireCount("checkpoints.every", checkpoints.every);
    requireFunction("checkpoints.keep", checkpoints.keep, "a function of a checkpoint");
  }
  if (signal !== undefined) requireSignal(signal);
  if (from !== undefined) requireObject("from", from, "a checkpoint");
  if (earlyStopping !== undefined) {
    requireNames("earlyStopping", earlyStopping, ["patience"]);
    requireCount("earlyStopping.patience", earlyStopping.patience);
    if (!hasValidation)
      throw new Error(
        "earlyStopping needs data.validation: points that decide when to stop must not also test the result.",
      );
  }
  return { ...options, steps, batchSize, learningRate, schedule, seed, optimiser, evaluateEvery };
}

/** The factor of the learning rate after the fraction t of the steps, from 0 to 1. */
export type Schedule = (t: number) => number;

/**
 * What the learning rate is multiplied by after the fraction t of a run's steps (step s of S: t = s/S).
 *
 * | name | factor |
 * |---|---|
 * | constant | 1 |
 * | linear | 1 − t |
 * | cosine | ½(1 + cos πt) |
 *
 * The cosine is computed with sums and products only, so it has the same bits on every machine.
 *
 * Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.
 *
 * @example
 * schedules.cosine(0) // → 1
 * schedules.cosine(0.5) // → 0.5
 * schedules.linear(0.25) // → 0.75
 */
export const schedules = {
  constant: () => 1,
  linear: (t) => 1 - t,
  cosine: (t) => (1 + cosineOfHalfTurns(t)) / 2,
} as const satisfies Record<string, Schedule>;

/** cos πt for t from 0 to 1, as sin u with u = π(½ − t), whose series ends below 10⁻¹⁷ at |u| = π/2. */
function cosineOfHalfTurns(t: number): number {
  const u = Math.PI * (0.5 - t);
  let bracket = 1;
  for (let k = 22; k >= 2; k -= 2) bracket = 1 - (bracket * u * u) / (k * (k + 1));
  return u * bracket;
}
