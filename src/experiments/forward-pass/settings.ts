import type { Results } from "../core/experiment";
import { type ConfigurationOf, choice, count, fraction, listOf, natural, positive } from "../core/settings";

/** The settings of the forward-pass experiment. */
export const forwardPassSettings = {
  seeds: listOf(natural, [1, 2, 3]),
  /** Batch sizes: p̂ of a batch is used instead of p̂ of all points. */
  batchSizes: listOf(count, [10, 50, 100]),
  /** The number of batches of each size, over which the effect is averaged. */
  batches: count(10),
  penalty: choice(["kl", "squared", "l2", "hinge"], "kl"),
  beta: positive(1),
  p: fraction(0.05),
  m: count(32),
  N: count(200),
  /** The batch size of the training. */
  trainingBatch: count(50),
  /** The epochs of the training; "early" is after the first one, "late" after the last. */
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

/** The error of a gradient: the cosine between it and the right one, and ‖difference‖/‖right one‖. */
export interface Deviation {
  readonly cosine: number;
  readonly relativeError: number;
}

/** The effect of other p̂ on the gradient of the penalty, ∂/∂W1, at one moment of the training. */
export interface Moment {
  readonly epoch: number;
  /** The mean over the units of the right p̂. */
  readonly pHat: number;
  /** For each batch size, averaged over batches. */
  readonly batches: readonly {
    readonly B: number;
    /** p̂ from a batch, everything else from all points: the effect of p̂ alone. */
    readonly pHatOnly: Deviation;
    /** Everything from the batch, as in a mini-batch step. */
    readonly whole: Deviation;
  }[];
  /** p̂ over all points as it was one epoch before. */
  readonly lastEpoch: Deviation;
}

/** The result for one seed. */
export interface ForwardPassRow extends ForwardPassCell {
  readonly early: Moment;
  readonly late: Moment;
  /** The largest difference between the one-pass and the two-pass gradient, relative to its largest entry. */
  readonly onePass: number;
}

/** The results of the forward-pass experiment. */
export type ForwardPassResults = Results<ForwardPassConfiguration, ForwardPassRow>;
