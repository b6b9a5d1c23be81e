import type { Matrix } from "mathjs";
import type { Terms } from "../model/objective";
import type { Optimiser } from "../model/optimisers";
import type { Network, Stack } from "../model/stack";

/** Which arithmetic made a result; recorded with it. */
export type BackendName = "mathjs" | "wasm" | "blas";

/** How a learner learns. The learning rate is not here: it comes with each step. */
export interface LearnerOptions extends Terms {
  /** `{ name: "sgd" }` unless told otherwise. */
  readonly optimiser?: Optimiser;
  /** The largest norm of all gradients together; larger ones are scaled down to it. */
  readonly clip?: number;
}

/** Data that a learner holds in its own memory. */
export interface LoadedData {
  /** How many points. */
  readonly N: number;
  /** Gives the memory back; the learner's `free` does so as well. */
  free(): void;
}

/** Which of the points, and with which p̂. */
export interface Batch {
  /** Numbers of points, counted from 0, in any order; all points unless told otherwise. */
  readonly columns?: ArrayLike<number>;
  /** The average activations that the sparsity penalty takes, m×1; those of the batch unless told otherwise. */
  readonly pHat?: Matrix;
}

/** How well a network does on data. */
export interface Evaluation {
  /** J, the mean over the points of ½‖ypred − y‖². */
  readonly loss: number;
  /** Σ‖ypred − y‖² = 2 N J. */
  readonly sse: number;
  /** J with weight decay and sparsity penalty. */
  readonly objective: number;
}

/** The gradient of the objective, a matrix a layer, before clipping. */
export interface LearnerGradients {
  readonly dJ_dW: readonly Matrix[];
  readonly dJ_db: readonly Matrix[];
}

/**
 * All that a learner knows, independent of its backend. Vectors hold W row by row, then b, of the first
 * layer, then of the next.
 */
export interface LearnerState {
  /** How many steps were made. */
  readonly steps: number;
  readonly parameters: Float64Array;
  /** momentum: v; adam: m, then v. */
  readonly moments: readonly Float64Array[];
}

/** A network that learns. It holds its parameters, its optimiser's memory and its data until it is freed. */
export interface Learner {
  /** Which arithmetic really runs. */
  readonly backend: BackendName;
  /** X is k×N, Y n×N; without Y the target is X itself. */
  load(X: Matrix, Y?: Matrix): LoadedData;
  /** One step with learning rate eta. Returns the objective of the batch before the step. */
  step(data: LoadedData, eta: number, batch?: Batch): number;
  evaluate(data: LoadedData): Evaluation;
  /** Activations of a layer, counted from 0, a point in each column; of the last one, ypred, unless told otherwise. */
  outputs(data: LoadedData, layer?: number): Matrix;
  /** p̂ of a layer, of the last hidden one unless told otherwise. */
  averageActivation(data: LoadedData, layer?: number, batch?: Batch): Matrix;
  gradients(data: LoadedData, batch?: Batch): LearnerGradients;
  /** The network as it is now, on mathjs matrices. */
  network(): Stack;
  state(): LearnerState;
  /** Goes on from a state to the same bits as the learner it came from. */
  restore(state: LearnerState): void;
  /** Gives all memory back. The learner is of no use afterwards. */
  free(): void;
}

/** A way to compute: makes learners of networks. */
export interface Backend {
  readonly name: BackendName;
  /** What computes, in words, for records: `wasm`, or the BLAS library with its version. */
  readonly description: string;
  /** Whether the same seed gives the same bits on every machine. */
  readonly repeatable: boolean;
  /** @throws if an option makes no sense, or the memory does not suffice. */
  learner(net: Network, options?: LearnerOptions): Learner;
}
