import type { Results } from "../core/experiment";
import {
  type ConfigurationOf,
  choice,
  choicesOf,
  count,
  fraction,
  listOf,
  natural,
  positive,
} from "../core/settings";
import type { UnitReport } from "./unit-report";

/** What acts on p̂: nothing, the paper's four penalties, and the readings of its NLL as printed. */
const pulls = ["none", "kl", "squared", "l2", "hinge", "plus", "minus", "product"] as const;

/** What acts on p̂ in a cell. */
export type Pull = (typeof pulls)[number];

/**
 * The names in tables and figures of what acts on p̂. A and B are the two terms of the printed NLL.
 *
 * @example
 * pullNames.minus // → "NLL: −A − B"
 */
export const pullNames: Readonly<Record<Pull, string>> = {
  none: "no penalty",
  kl: "KL",
  squared: "squared",
  l2: "l2",
  hinge: "hinge",
  plus: "NLL: −A + B",
  minus: "NLL: −A − B",
  product: "NLL: −A · B",
};

/** Where the hidden biases start: at logit p, at 0, or spread evenly over −spread … spread. */
type BiasStart = "logit" | "zero" | "spread";

/** The settings of the sparsity experiment. */
export const sparsitySettings = {
  seeds: listOf(natural, [1, 2]),
  pulls: choicesOf(pulls),
  /** Weights β of the penalties. */
  betas: listOf(positive, [1]),
  /** Where b1 starts: at logit p, so p̂ starts near p, or at 0, so p̂ starts near ½. The second of them with the middle β only. */
  biases: choicesOf(["logit", "zero"], ["logit"]),
  p: fraction(0.05),
  m: count(64),
  N: count(200),
  testN: count(597),
  learningRate: positive(0.01),
  steps: count(600),
  /** Penalties and optimisers that may rescue units whose biases start spread over −spread … spread. */
  rescuers: choicesOf(["kl", "squared"], ["kl", "squared"], 0),
  rescueOptimisers: choicesOf(["momentum", "adam"]),
  spread: positive(14),
  rescueBeta: positive(1),
  /** The learning rate of the rescue with plain momentum; Adam uses `learningRate`. */
  rescueRate: positive(0.1),
  rescueSteps: count(600),
  backend: choice(["wasm", "mathjs", "blas"], "wasm"),
};

/** A configuration of the sparsity experiment. */
export type SparsityConfiguration = ConfigurationOf<typeof sparsitySettings>;

/** One network to train. */
export interface SparsityCell {
  readonly seed: number;
  readonly pull: Pull;
  readonly beta: number;
  readonly bias: BiasStart;
  readonly optimiser: "adam" | "momentum";
}

/** The result of one network. */
export interface SparsityRow extends SparsityCell {
  /** The step at which training diverged; null if it did not. */
  readonly diverged: number | null;
  readonly trainR2: number | null;
  readonly testR2: number | null;
  /** Σ g(p̂ⱼ) halfway and at the end. */
  readonly penalty: { readonly halfway: number | null; readonly end: number | null };
  /** The units over the training images, at the start and at the end; the p̂ of each only for the first seed. */
  readonly start: UnitReport;
  readonly end: UnitReport;
  /** For the first seed and some of the networks: rows of W1, as images. */
  readonly filters?: readonly (readonly number[])[];
}

/** The results of the sparsity experiment. */
export type SparsityResults = Results<SparsityConfiguration, SparsityRow>;
