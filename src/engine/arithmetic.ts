import type { BackendName } from "./backend";

/** A layer in memory. */
export interface LayerPlace {
  /** Address of the weights, a row an input and a column a unit. */
  readonly w: number;
  readonly b: number;
  readonly inputs: number;
  readonly units: number;
  /** Number of the activation. */
  readonly f: number;
}

/** What a layer computes for a batch, a row a point and a column a unit. */
export interface LayerValues {
  /** f(z) */
  readonly a: number;
  /** f′(z) */
  readonly slope: number;
  /** ∂J/∂z */
  readonly d: number;
}

/** How many points are at work: `rows` with the filling, `count` without. */
export interface Extent {
  readonly rows: number;
  readonly count: number;
  /** Room that the products may use as they like. */
  readonly work: number;
}

/** What a gradient makes of parameters: to = keep · from + scale · gradient, biases with keepBias. */
export interface Change {
  readonly from: LayerPlace;
  readonly to: LayerPlace;
  readonly keep: number;
  readonly keepBias: number;
  readonly scale: number;
}

/**
 * How matrices lie in the engine's memory, and the products of a layer over them. The rest of the engine
 * is the same for each. All numbers but sizes and factors are addresses.
 */
export interface Arithmetic {
  readonly name: BackendName;
  /** Numbers that a point takes where data lie row by row, from a column of `units` numbers. */
  width(units: number): number;
  /** Rows that so many points take. */
  rows(count: number): number;
  /** Rows that so many inputs of a layer take. */
  filled(inputs: number): number;
  /** Numbers that a matrix takes. */
  numbers(rows: number, columns: number): number;
  /** Numbers that the products of a network need to work with so many rows. */
  working(rows: number, sizes: readonly number[]): number;
  /** Which number of its matrix an entry is. */
  place(row: number, column: number, rows: number, columns: number): number;
  /** Points picked from data by number; `columns` is the address of 32-bit numbers. */
  pick(data: number, columns: number, to: number, extent: Extent, units: number): void;
  forward(x: number, layer: LayerPlace, out: LayerValues, extent: Extent): void;
  /** d = (scale · (a − y) + pull) * slope of the last layer. @returns Σ (a − y)² */
  delta(out: LayerValues, y: number, pull: number, extent: Extent, units: number, scale: number): number;
  /** d of the layer before: (D Wᵀ + pull) * slope */
  backward(d: number, layer: LayerPlace, pull: number, before: LayerValues, extent: Extent): void;
  gradient(x: number, d: number, extent: Extent, change: Change): void;
  /** `backward`, and then `gradient` in place; the two may share their way over the weights. */
  backwardUpdate(d: number, pull: number, before: LayerValues, extent: Extent, change: Change): void;
  /** to = scale · Σ over the points, a number a unit */
  sumPoints(a: number, extent: Extent, units: number, to: number, scale: number): void;
}
