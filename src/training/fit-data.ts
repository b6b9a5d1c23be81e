import type { Matrix } from "mathjs";
import { requireNames } from "../data/arguments";
import { requireShape } from "../data/matrix";
import { random } from "../data/random";
import { type Network, stackOf } from "../model/stack";

/** Points with their targets. */
export interface Points {
  /** d×N, a point in each column */
  readonly x: Matrix;
  /** d×N, the targets; x itself unless told otherwise */
  readonly y?: Matrix;
}

/** What a network learns from, and what it is judged by on the way. */
export interface FitData extends Points {
  /** Points that are only looked at. */
  readonly test?: Points;
  /** Points that early stopping goes by. */
  readonly validation?: Points;
}

/**
 * Checks all points, so that an error says which of the matrices it is about.
 *
 * @returns how many points there are to learn from
 * @throws naming the matrix that has not the shape that net gives it, or what is no points at all.
 */
export function requirePoints(net: Network, data: FitData): number {
  const { sizes } = stackOf(net);
  const [inputs = 0, outputs] = [sizes[0], sizes.at(-1) ?? 0];
  const count = (prefix: string, { x, y }: Points): number => {
    const [, N] = requireShape(`${prefix}x`, x, [inputs, "N"], "d×N");
    if (y !== undefined || inputs !== outputs) requireShape(`${prefix}y`, y as Matrix, [outputs, N], "d×N");
    return N;
  };
  requireNames("data", data, ["x", "y", "test", "validation"]);
  for (const name of ["test", "validation"] as const) {
    const points = data[name];
    if (points === undefined) continue;
    requireNames(`data.${name}`, points, ["x", "y"]);
    count(`${name}.`, points);
  }
  return count("", data);
}

/**
 * Mini-batches without end: each epoch goes through all points once, in a new order; its last batch may
 * be smaller. The n-th batch depends on the seed and on n only, so that a training can go on anywhere.
 */
export class Batches {
  private readonly draw;
  private readonly perEpoch: number;
  private epoch = -1;
  private order: readonly number[] = [];

  constructor(
    private readonly N: number,
    private readonly size: number,
    seed: number,
  ) {
    this.draw = random(seed);
    this.perEpoch = Math.ceil(N / size);
  }

  /** The points of batch n, counted from 0; nothing where a batch is all points. Batches are asked for in order. */
  at(n: number): readonly number[] | undefined {
    if (this.size === this.N) return undefined;
    for (const epoch = Math.floor(n / this.perEpoch); this.epoch < epoch; this.epoch++)
      this.order = this.draw.shuffle(Array.from({ length: this.N }, (_, i) => i));
    const from = (n % this.perEpoch) * this.size;
    return this.order.slice(from, from + this.size);
  }

  /** How many epochs n batches are. */
  epochsIn(n: number): number {
    return n / this.perEpoch;
  }
}
