import type { Results } from "../core/experiment";
import { type ConfigurationOf, choice, choicesOf, count, listOf, natural, positive } from "../core/settings";

/** The initialisers that part (g) compares. */
const initialisations = ["orthogonal", "xavier", "gaussian"] as const;

/** One of the initialisers that part (g) compares. */
type Initialisation = (typeof initialisations)[number];

/** The settings of the depth experiment. */
export const depthSettings = {
  seeds: listOf(natural, [1, 2]),
  /** Numbers k of extra linear layers, with orthogonal first weights. */
  layers: listOf(natural, [0, 1, 2, 5, 10]),
  /** Other initialisers, at the largest k. */
  failures: choicesOf(initialisations, ["xavier", "gaussian"], 0),
  /** Widths of a single linear layer that is narrower than the hidden layer. */
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
  /** The number of extra linear layers. */
  readonly k: number;
  /** The width of the linear layers; m in most cells. */
  readonly width: number;
  readonly initialisation: Initialisation;
}

/** The result of one network. */
export interface DepthRow extends DepthCell {
  readonly trainR2: number;
  readonly testR2: number;
  /** Steps until training R² reached .60 and .65; null if it did not. */
  readonly stepsTo60: number | null;
  readonly stepsTo65: number | null;
  /** The largest difference between the outputs of the network and the collapsed one, over all digits and pixels. */
  readonly collapse: number;
  /** ‖∂J/∂W‖ of each layer, first to last, before the first step. */
  readonly firstGradients: readonly number[];
  readonly curve: { readonly steps: readonly number[]; readonly train: readonly number[] };
}

/** The results of the depth experiment. */
export type DepthResults = Results<DepthConfiguration, DepthRow>;
