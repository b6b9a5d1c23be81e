import type { Matrix } from "mathjs";
import { requireNames } from "../data/arguments";
import { requireShape } from "../data/matrix";
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
