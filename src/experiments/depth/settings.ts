import type { Results } from "../core/experiment";
import { type ConfigurationOf, choice, choicesOf, count, listOf, natural, positive } from "../core/settings";

/** Ways to draw the first weights that part (g) compares. */
const initialisations = ["orthogonal", "xavier", "gaussian"] as const;

/** One of the ways to draw the first weights. */
export type Initialisation = (typeof initialisations)[number];

/** The settings of the depth experiment. */
export const depthSettings = {
  seeds: listOf(natural, [1, 2]),
  /** Linear layers more, k, with orthogonal first weights. */
  layers: listOf(natural, [0, 1, 2, 5, 10]),
  /** Other first weights, at the largest k. */
  failures: choicesOf(initialisations, ["xavier", "gaussian"], 0),
  /** Units of one linear layer that is narrower than the rest. */
  narrow: listOf(count, [2, 4], 0),
  m: count(8),
  N: count(200),
  testN: count(597),
  /** Standard deviation of the small gaussian weights. */
  gaussianSd: positive(0.01),
  learningRate: positive(0.01),
  steps: count(1500),
  backend: choice(["wasm", "mathjs", "blas"], "wasm"),
};

/** A configuration of the depth experiment. */
export type DepthConfiguration = ConfigurationOf<typeof depthSettings>;

/** One network to train. */
export interface DepthCell {
  readonly seed: number;
  /** Linear layers more. */
  readonly k: number;
  /** Units in each of them; m in most cells. */
  readonly width: number;
  readonly initialisation: Initialisation;
}

/** What became of it. */
export interface DepthRow extends DepthCell {
  readonly trainR2: number;
  readonly testR2: number;
  /** Steps until training R² reached .60 and .65; null if it never did. */
  readonly stepsTo60: number | null;
  readonly stepsTo65: number | null;
  /** The largest difference, over all digits and pixels, between the trained network and the collapsed one. */
  readonly collapse: number;
  /** ‖∂J/∂W‖ of each layer, first to last, before the first step. */
  readonly firstGradients: readonly number[];
  readonly curve: { readonly steps: readonly number[]; readonly train: readonly number[] };
}

/** What the depth experiment found. */
export type DepthResults = Results<DepthConfiguration, DepthRow>;
