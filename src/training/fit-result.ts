import type { BackendName } from "../engine/backend";
import type { Network } from "../model/stack";

/** The workbook's version, which results record. */
export const { version } = require("../../package.json") as { version: string };

/** How well a network does on a set of points. */
export interface Score {
  /** J, the mean of ½‖ypred − y‖² */
  readonly loss: number;
  /** R² = 1 − SSE/SST, about the mean of the training targets */
  readonly r2: number;
}

/** A record in the history of a training run. */
export interface FitRecord {
  /** The number of steps made. */
  readonly step: number;
  /** The number of passes over all points. */
  readonly epoch: number;
  readonly train: Score;
  readonly test?: Score;
  readonly validation?: Score;
}

/**
 * The result of a training run.
 *
 * @example
 * const x = syntheticData({ d: 4, N: 20, rank: 2, random: random(1) });
 * const net = randomAutoencoder({ d: 4, m: 2, random: random(2) });
 * const fitted = await fit(net, { x }, { steps: 50 });
 * [fitted.steps, fitted.stopped, fitted.final.step] // → [50, "at the end", 50]
 * fitted instanceof Fit // → true
 */
export class Fit<N extends Network = Network> {
  constructor(
    /** The trained network; after early stopping, the one with the lowest validation loss. */
    readonly net: N,
    readonly history: readonly FitRecord[],
    /** The number of steps made. */
    readonly steps: number,
    /** Whether all steps were made or early stopping ended the run. */
    readonly stopped: "at the end" | "early",
    /** The record with the lowest validation loss, if there are validation points. */
    readonly best: FitRecord | undefined,
    /** What computed it: the arithmetic, the seed of the batches, the workbook's version. */
    readonly made: {
      readonly backend: BackendName;
      readonly by: string;
      readonly seed: number;
      readonly version: string;
    },
  ) {}

  /** The record of the trained network. */
  get final(): FitRecord {
    return (this.stopped === "early" && this.best ? this.best : this.history.at(-1)) as FitRecord;
  }
}

/**
 * Thrown when a training run diverges: the loss is no longer a finite number.
 *
 * @example
 * const x = syntheticData({ d: 4, N: 20, rank: 2, random: random(1) });
 * const net = randomAutoencoder({ d: 4, m: 2, f1: identity, random: random(2) });
 * const options = { optimiser: { name: "sgd" }, learningRate: 90 } as const;
 * const error = await fit(net, { x }, options).catch((error) => error);
 * error instanceof Diverged // → true
 * error.learningRate // → 90
 */
export class Diverged extends Error {
  override readonly name = "Diverged";

  constructor(
    /** The step after which it happened. */
    readonly step: number,
    /** The learning rate of that step. */
    readonly learningRate: number,
    loss: number,
    readonly history: readonly FitRecord[],
  ) {
    const last = history.at(-1);
    const before = last ? ` (${last.train.loss.toPrecision(3)} at step ${last.step})` : "";
    super(
      step === 0
        ? `The loss is ${loss} before the first step: numbers of the data or of the network are too large. Scale them to about 1.`
        : `The loss is ${loss} after step ${step}, with a learning rate of ${learningRate}${before}: try a smaller one, such as ${Number((learningRate / 10).toPrecision(1))}, or limit the gradients with clip: 1.`,
    );
  }
}
