import type { Matrix } from "mathjs";
import { requireNames } from "../data/arguments";
import { requireShape } from "../data/matrix";
import { random } from "../data/random";
import { type Network, stackOf } from "../model/stack";

/** Points with their targets. */
export interface Points {
  /** d×N, with a point in each column */
  readonly x: Matrix;
  /** d×N, the targets. Default: x */
  readonly y?: Matrix;
}

/** The training points, and points for evaluation. */
export interface FitData extends Points {
  /** Points that are only evaluated. */
  readonly test?: Points;
  /** Points that decide on early stopping. */
  readonly validation?: Points;
}

/** @returns the number of training points @throws naming the matrix whose shape does not fit net. */
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
 * An endless sequence of mini-batches: each epoch takes all points once, in a new order, and its last batch
 * may be smaller. Batch n depends only on the seed and n, so a run can resume anywhere.
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

  /** The points of batch n, counted from 0; undefined for a full batch. Call it with increasing n. */
  at(n: number): readonly number[] | undefined {
    if (this.size === this.N) return undefined;
    for (const epoch = Math.floor(n / this.perEpoch); this.epoch < epoch; this.epoch++)
      this.order = this.draw.shuffle(Array.from({ length: this.N }, (_, i) => i));
    const from = (n % this.perEpoch) * this.size;
    return this.order.slice(from, from + this.size);
  }

  /** The number of epochs in n batches. */
  epochsIn(n: number): number {
    return n / this.perEpoch;
  }
}
