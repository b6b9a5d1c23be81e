import type { BackendName } from "./backend";

/** Numbers for some points: where they begin and the way, in bytes, from one panel (or row) to the next. */
export interface Points {
  readonly at: number;
  readonly stride: number;
}

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

/** What a layer computes for a batch. */
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
}

/** The change of parameters that a gradient makes: to = keep · from + scale · gradient, biases with keepBias. */
export interface Change {
  /** Addresses of a whole set of parameters. */
  readonly from: LayerPlace;
  readonly to: LayerPlace;
  readonly keep: number;
  readonly keepBias: number;
  readonly scale: number;
}

/**
 * How matrices lie in the engine's memory, and the products of a layer over them. The rest of the engine
 * is the same for each.
 */
export interface Arithmetic {
  readonly name: BackendName;
  /** Rows that so many points take. */
  rows(count: number): number;
  /** Rows that so many inputs of a layer take. */
  filled(inputs: number): number;
  /** Numbers that a matrix takes. */
  numbers(rows: number, columns: number): number;
  /** Which of them the entry is. */
  place(row: number, column: number, rows: number, columns: number): number;
  /** The way from a panel (or row) to the next in a matrix with so many rows and columns, in bytes. */
  stride(rows: number, columns: number): number;
  /** Which address points from a certain one on begin at. */
  from(points: Points, first: number): Points;
  /** Points picked by number; `columns` is the address of 32-bit numbers. */
  gather(points: Points, columns: number, to: number, extent: Extent, units: number): void;
  forward(input: Points, layer: LayerPlace, out: LayerValues, extent: Extent): void;
  /** d of the last layer from a and the target. @returns Σ (a − y)² */
  delta(out: LayerValues, target: Points, extent: Extent, units: number, scale: number): number;
  /** d of the layer before. */
  backward(d: number, layer: LayerPlace, before: LayerValues, extent: Extent): void;
  gradient(input: Points, d: number, extent: Extent, change: Change): void;
  /** `backward` and `gradient` of one layer in place; the two may share their way over the weights. */
  backwardUpdate(before: LayerValues, d: number, extent: Extent, change: Change): void;
  /** to = scale · Σ over the points, a number a unit */
  sumPoints(a: number, extent: Extent, units: number, to: number, scale: number): void;
  /** d = d + by * slope, where by is a number a unit */
  pull(values: LayerValues, by: number, extent: Extent, units: number): void;
}
