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

/** All options there are; the compiler holds the list to the interface. */
const optionNames = Object.keys({
  optimiser: 0,
  clip: 0,
  weightDecay: 0,
  sparsity: 0,
  steps: 0,
  batchSize: 0,
  learningRate: 0,
  schedule: 0,
  seed: 0,
  backend: 0,
  evaluateEvery: 0,
  earlyStopping: 0,
  onStep: 0,
  onRecord: 0,
  progress: 0,
  signal: 0,
  checkpoints: 0,
  from: 0,
} satisfies Record<keyof FitOptions, 0>);

/**
 * Puts the defaults in place.
 *
 * @param N how many points there are
 * @param hasValidation whether there are points that early stopping may go by
 * @throws naming the option that is unknown or makes no sense.
 */
export function fullOptions<Net extends Network>(
  options: FitOptions<Net>,
  N: number,
  hasValidation: boolean,
): FullFitOptions<Net> {
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
  requireWatching(options);
  requireEnding(options, hasValidation);
  return { ...options, steps, batchSize, learningRate, schedule, seed, optimiser, evaluateEvery };
}

function requireWatching<Net extends Network>({ onStep, onRecord, checkpoints }: FitOptions<Net>): void {
  for (const [name, value] of Object.entries({ onStep, onRecord }))
    if (value !== undefined) requireFunction(name, value, "a function");
  if (checkpoints === undefined) return;
  requireNames("checkpoints", checkpoints, ["every", "keep"]);
  requireCount("checkpoints.every", checkpoints.every);
  requireFunction("checkpoints.keep", checkpoints.keep, "a function that keeps a checkpoint");
}

function requireEnding<Net extends Network>(options: FitOptions<Net>, hasValidation: boolean): void {
  const { earlyStopping, signal, from } = options;
  if (signal !== undefined) requireSignal(signal);
  if (from !== undefined) requireObject("from", from, "a checkpoint");
  if (earlyStopping === undefined) return;
  requireNames("earlyStopping", earlyStopping, ["patience"]);
  requireCount("earlyStopping.patience", earlyStopping.patience);
  if (!hasValidation)
    throw new Error(
      "earlyStopping needs points of its own to go by: give data.validation. The test points would not do: what has been chosen by them is no longer tested by them.",
    );
}

/** How the learning rate changes over a run: the factor at the fraction t of its steps, from 0 to 1. */
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
 * The cosine is computed with sums and products alone, so that it has the same bits on every machine.
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
