/**
 * What a backend offers, and the checks of its arguments.
 *
 * To follow a training run through the engine and back, read `fit` (training/fit.ts), the run (training/training-run.ts),
 * `backend` (choose-backend.ts), the learner (learner.ts), its passes (passes.ts) over data in WASM memory
 * (buffers.ts, heap.ts), the arithmetic (arithmetic.ts, wasm-arithmetic.ts; kernels-packed.ts holds what kernels/index.ts compiles to), and how memory becomes matrices
 * again (parameters.ts, state.ts).
 */
import type { Matrix } from "mathjs";
import { refuse, requireNames } from "../data/arguments";
import { requireShape } from "../data/matrix";
import { requireTerms, type Terms } from "../model/objective";
import { type Optimiser, requireOptimiser } from "../model/optimisers";
import type { Network, Stack } from "../model/stack";

/** The arithmetic that computed a result; recorded with it. */
export type BackendName = "mathjs" | "wasm" | "blas";

/** How a learner learns. The learning rate is an argument of each step. */
export interface LearnerOptions extends Terms {
  /** Default: `{ name: "sgd" }`. */
  readonly optimiser?: Optimiser;
  /** The largest norm of all gradients together; larger gradients are scaled down to it. Default: no limit. */
  readonly clip?: number;
}

/** Data in a learner's memory. */
export interface LoadedData {
  /** The number of points. */
  readonly N: number;
  /** Frees the memory; the learner's `free` does so too. */
  free(): void;
}

/** The points of a mini-batch. */
export interface Batch {
  /** Numbers of points, counted from 0, in any order. Default: all points. */
  readonly columns?: ArrayLike<number>;
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

/** The gradient of the objective, one matrix for each layer, before clipping. */
export interface LearnerGradients {
  readonly dJ_dW: readonly Matrix[];
  readonly dJ_db: readonly Matrix[];
}

/** The state of a learner. Its vectors hold W row by row, then b, of the first layer, then of the next. */
export interface LearnerState {
  /** The number of steps made. */
  readonly steps: number;
  readonly parameters: Float64Array;
  /** momentum: v; adam: m, then v. */
  readonly moments: readonly Float64Array[];
}

/** A network in training, with its optimiser's state and its data, until it is freed. */
export interface Learner {
  /** The arithmetic that runs, which may differ from the one requested. */
  readonly backend: BackendName;
  /** Loads X (k×N) and Y (n×N). Default for Y: X. */
  load(X: Matrix, Y?: Matrix): LoadedData;
  /** Makes one step with the learning rate eta. Returns the objective of the batch before the step. */
  step(data: LoadedData, eta: number, batch?: Batch): number;
  evaluate(data: LoadedData): Evaluation;
  /** The activations of a layer, counted from 0, with a point in each column. Default: the last layer, ypred. */
  outputs(data: LoadedData, layer?: number): Matrix;
  /** p̂ of a layer. Default: the layer of the sparsity penalty, or else the last hidden layer. */
  averageActivation(data: LoadedData, layer?: number): Matrix;
  gradients(data: LoadedData, batch?: Batch): LearnerGradients;
  /** The current network, on mathjs matrices. */
  network(): Stack;
  state(): LearnerState;
  /** Resumes from a state, bit for bit. */
  restore(state: LearnerState): void;
  /** Frees all memory. The learner cannot be used afterwards. */
  free(): void;
}

/** A way to compute, which makes learners of networks. */
export interface Backend {
  readonly name: BackendName;
  /** What computes, for records: for example a BLAS library with its version. */
  readonly description: string;
  /** @throws if an option is invalid, or the memory is too small. */
  learner(net: Network, options?: LearnerOptions): Learner;
}

/** @throws if an option is unknown, or invalid for the network. */
export function requireOptions(net: Stack, options: LearnerOptions): void {
  requireNames("options", options, ["optimiser", "clip", "weightDecay", "sparsity"]);
  const { optimiser = { name: "sgd" }, clip, ...terms } = options;
  requireTerms(net, terms);
  requireOptimiser(optimiser);
  if (clip !== undefined && !(clip > 0)) refuse("clip", clip, "a number above 0 such as 1");
}

/** @returns the number of points @throws if X or Y does not have the shape that net requires. */
export function requireData({ sizes }: Stack, X: Matrix, Y: Matrix): number {
  const [, N] = requireShape("X", X, [sizes[0] ?? "k", "N"], "k×N");
  if (Y !== X || sizes.at(-1) !== sizes[0]) requireShape("Y", Y, [sizes.at(-1) ?? "n", N], "n×N");
  return N;
}

/** @throws if there is no column, or one is not the number of a point. */
export function requireColumns(columns: ArrayLike<number>, N: number): void {
  if (columns.length === 0) throw new Error("The batch has no columns, expected at least one.");
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k] as number;
    if (!(column >= 0 && column < N && Number.isInteger(column)))
      throw new Error(`columns[${k}] is ${column}, expected a whole number from 0 to ${N - 1}.`);
  }
}
