import type { Results } from "../core/experiment";
import { type ConfigurationOf, choice, count, fraction, listOf, natural, positive } from "../core/settings";

/** The settings of the forward-pass experiment. */
export const forwardPassSettings = {
  seeds: listOf(natural, [1, 2, 3]),
  /** Points from which a p̂ is taken in place of that of all points. */
  batchSizes: listOf(count, [10, 50, 100]),
  /** Batches of each size, over which the effect is averaged. */
  batches: count(10),
  penalty: choice(["kl", "squared", "l2", "hinge"], "kl"),
  beta: positive(1),
  p: fraction(0.05),
  m: count(32),
  N: count(200),
  /** Points of each step of the training. */
  trainingBatch: count(50),
  /** Epochs of the training; "early" is after the first one, "late" after the last. */
  epochs: count(100),
  learningRate: positive(0.01),
  backend: choice(["wasm", "mathjs", "blas"], "wasm"),
};

/** A configuration of the forward-pass experiment. */
export type ForwardPassConfiguration = ConfigurationOf<typeof forwardPassSettings>;

/** One network to train. */
export interface ForwardPassCell {
  readonly seed: number;
}

/** How far a gradient is from the right one: the cosine between the two, and ‖difference‖/‖right one‖. */
export interface Deviation {
  readonly cosine: number;
  readonly relativeError: number;
}

/** What another p̂ does to the penalty's gradient ∂/∂W1 at one moment of the training. */
export interface Moment {
  readonly epoch: number;
  /** The mean over the units of the right p̂. */
  readonly pHat: number;
  /** For each batch size, averaged over batches. */
  readonly batches: readonly {
    readonly B: number;
    /** p̂ from a batch, all else from all points: what p̂ alone does. */
    readonly pHatOnly: Deviation;
    /** All from the batch, as a mini-batch step does. */
    readonly whole: Deviation;
  }[];
  /** p̂ over all points as it was an epoch before. */
  readonly lastEpoch: Deviation;
}

/** What was found for one seed. */
export interface ForwardPassRow extends ForwardPassCell {
  readonly early: Moment;
  readonly late: Moment;
  /** The largest difference of the one-pass gradient from the two-pass one, relative to its largest entry. */
  readonly onePass: number;
}

/** What the forward-pass experiment found. */
export type ForwardPassResults = Results<ForwardPassConfiguration, ForwardPassRow>;
