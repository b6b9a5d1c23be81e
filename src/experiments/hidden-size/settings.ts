import type { Results } from "../core/experiment";
import {
  type ConfigurationOf,
  choice,
  choicesOf,
  count,
  listOf,
  natural,
  nonNegative,
  positive,
} from "../core/settings";

/**
 * The conditions of part (f). In "noisy" the input is an image with noise, drawn once, and the target the
 * image without noise, so over-fitting is possible. The others show what it depends on.
 */
export const conditions = [
  "noisy",
  "sigmoid output",
  "clean, few",
  "clean, many",
  "clean, few, fast",
  "clean, many, fast",
] as const;

/** One of the conditions of part (f). */
export type Condition = (typeof conditions)[number];

/** The settings of the hidden-size experiment. */
export const hiddenSizeSettings = {
  seeds: listOf(natural, [1, 2, 3]),
  conditions: choicesOf(conditions, ["noisy"]),
  /** Numbers of hidden units, m, of the noisy condition. */
  widths: listOf(count, [1, 2, 4, 8, 16, 32, 64, 160]),
  /** Numbers of hidden units of the other conditions. */
  contrastWidths: listOf(count, [4, 16, 160]),
  /** Training images of the noisy and the sigmoid output condition. */
  N: count(200),
  testN: count(597),
  /** Training images of the clean conditions: few and many. */
  few: count(100),
  many: count(1000),
  /** Standard deviation of the noise on the inputs. */
  noise: nonNegative(0.5),
  /** The side of the squares of pixels that are averaged: 2 makes 4×4 images, d = 16. */
  pool: choice(["1", "2", "4"], "2"),
  steps: count(2500),
  learningRate: positive(0.01),
  /** The learning rate of the clean conditions that are not "fast". */
  slowRate: positive(0.003),
  backend: choice(["wasm", "mathjs", "blas"], "wasm"),
};

/** A configuration of the hidden-size experiment. */
export type HiddenSizeConfiguration = ConfigurationOf<typeof hiddenSizeSettings>;

/** One network to train. */
export interface HiddenSizeCell {
  readonly seed: number;
  readonly condition: Condition;
  readonly m: number;
}

/** The result of one network. */
export interface HiddenSizeRow extends HiddenSizeCell {
  readonly d: number;
  /** R² at the end of training. */
  readonly trainR2: number;
  readonly testR2: number;
  /** R² at the step with the lowest validation loss, where early stopping would have stopped. */
  readonly early: { readonly step: number; readonly trainR2: number; readonly testR2: number };
  /** R² during training, at steps that are farther and farther apart. */
  readonly curve: {
    readonly steps: readonly number[];
    readonly train: readonly number[];
    readonly test: readonly number[];
    readonly validation: readonly number[];
  };
  /** For the first seed of the noisy condition: some test images, one in each row. */
  readonly images?: {
    readonly input: readonly (readonly number[])[];
    readonly target: readonly (readonly number[])[];
    readonly output: readonly (readonly number[])[];
  };
}

/** The results of the hidden-size experiment. */
export type HiddenSizeResults = Results<HiddenSizeConfiguration, HiddenSizeRow>;
