import type { BackendName } from "./backend";

/** A layer in memory. */
export interface LayerPlace {
  /** The address of the weights, with a row for each input and a column for each unit. */
  readonly w: number;
  readonly b: number;
  readonly inputs: number;
  readonly units: number;
  /** The number of the activation. */
  readonly f: number;
}

/** The results of a layer for a batch, with a row for each point and a column for each unit. */
export interface LayerValues {
  /** f(z) */
  readonly a: number;
  /** f′(z) */
  readonly slope: number;
  /** ∂J/∂z */
  readonly d: number;
}

/** The size of a batch in memory: `count` points, padded to `rows` rows. */
export interface Extent {
  readonly rows: number;
  readonly count: number;
  /** Memory that the products may overwrite. */
  readonly scratch: number;
}

/** An update of parameters by a gradient: to = keep · from + scale · gradient, with keepBias for biases. */
export interface Change {
  readonly from: LayerPlace;
  readonly to: LayerPlace;
  readonly keep: number;
  readonly keepBias: number;
  readonly scale: number;
}

/**
 * The layout of matrices in the engine's memory, and the products of a layer over them; the rest of the
 * engine is the same for every backend. All numbers are addresses, except sizes and factors.
 */
export interface Arithmetic {
  readonly name: BackendName;
  /** The numbers that a point of `units` entries takes where data are stored row by row. */
  width(units: number): number;
  /** The rows that so many points take. */
  rows(count: number): number;
  /** The rows that the weights of so many inputs take. */
  padded(inputs: number): number;
  /** The numbers that a matrix takes. */
  numbers(rows: number, columns: number): number;
  /** The numbers of scratch memory that the products of a network need for so many rows. */
  scratch(rows: number, sizes: readonly number[]): number;
  /** The position of an entry within its matrix. */
  place(row: number, column: number, rows: number, columns: number): number;
  /** Copies the points with the given numbers; `columns` is the address of 32-bit integers. */
  pick(data: number, columns: number, to: number, extent: Extent, units: number): void;
  forward(x: number, layer: LayerPlace, out: LayerValues, extent: Extent): void;
  /** d = (scale · (a − y) + pull) * slope of the last layer. @returns Σ (a − y)² */
  delta(out: LayerValues, y: number, pull: number, extent: Extent, units: number, scale: number): number;
  /** d of the layer before: (D Wᵀ + pull) * slope */
  backward(d: number, layer: LayerPlace, pull: number, before: LayerValues, extent: Extent): void;
  gradient(x: number, d: number, extent: Extent, change: Change): void;
  /** `backward`, then `gradient` into the same weights; the two may share one run over them. */
  backwardUpdate(d: number, pull: number, before: LayerValues, extent: Extent, change: Change): void;
  /** to = scale · Σ over the points, one number for each unit */
  sumPoints(a: number, extent: Extent, units: number, to: number, scale: number): void;
}
