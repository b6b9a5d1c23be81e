import { type Matrix, multiply, ones } from "mathjs";
import { requireNumber } from "../data/arguments";
import { requireShape, rowsOf, size } from "../data/matrix";

/**
 * The mean column of a data set, d×1: the best guess of one who knows nothing of a point.
 *
 * @example
 * import { matrix } from "mathjs";
 * meanColumn(matrix([[1, 3], [0, 10]])) // → [[2], [5]]
 */
export function meanColumn(X: Matrix): Matrix {
  const [, N] = requireShape("X", X, ["d", "N"]);
  return multiply(1 / N, multiply(X, ones(N, 1) as Matrix));
}

/**
 * SST = Σ‖yᵢ − mean‖², the total squared distance of the points from a mean column.
 *
 * @param y d×N
 * @param mean d×1
 */
export function totalSquares(y: Matrix, mean: Matrix): number {
  const [d] = size(y);
  requireShape("mean", mean, [d, 1], "d×1");
  const centre = rowsOf(mean).map(([entry]) => Number(entry));
  return sumOver(y, (entry, i) => (entry - (centre[i] ?? 0)) ** 2);
}

/**
 * The workbook's accuracy of a reconstruction: R² = 1 − SSE/SST, with SSE = Σ‖ypredᵢ − yᵢ‖² and
 * SST = Σ‖yᵢ − mean‖². It is 1 where everything is right, 0 where the prediction is no better than the
 * mean, and below 0 where it is worse.
 *
 * @param ypred d×N
 * @param y d×N, the targets
 * @param mean d×1, the mean of the *training* targets; that of y unless told otherwise
 * @throws if the shapes differ, or y is the mean throughout, so that SST is 0.
 *
 * @example
 * import { matrix } from "mathjs";
 * const y = matrix([[0, 2]]);
 * rSquared(y, y) // → 1
 * rSquared(matrix([[1, 1]]), y) // → 0
 * rSquared(matrix([[0.5, 2.5]]), y) // → 0.75
 */
export function rSquared(ypred: Matrix, y: Matrix, mean: Matrix = meanColumn(y)): number {
  const [d, N] = requireShape("ypred", ypred, ["d", "N"]);
  requireShape("y", y, [d, N], "d×N");
  const total = totalSquares(y, mean);
  if (total === 0)
    throw new Error("y equals the mean throughout, so that R² = 1 − SSE/SST would divide by 0.");
  const targets = rowsOf(y);
  return 1 - sumOver(ypred, (entry, i, j) => (entry - Number(targets[i]?.[j])) ** 2) / total;
}

/**
 * The fraction of all entries (pixels) that are within `tolerance` of their target.
 *
 * @param ypred d×N
 * @param y d×N, the targets
 * @param tolerance in units of y, such as 0.1
 * @throws if the shapes differ or tolerance is negative.
 *
 * @example
 * pixelTolerance(column([0.1, 0.5, 1]), column([0, 0.5, 0.2]), 0.25) // → 2 / 3
 */
export function pixelTolerance(ypred: Matrix, y: Matrix, tolerance: number): number {
  const [d, N] = requireShape("ypred", ypred, ["d", "N"]);
  requireShape("y", y, [d, N], "d×N");
  requireNumber("tolerance", tolerance, "a number from 0 such as 0.1", (most) => most >= 0);
  const targets = rowsOf(y);
  const within = (entry: number, i: number, j: number) =>
    Math.abs(entry - Number(targets[i]?.[j])) <= tolerance ? 1 : 0;
  return sumOver(ypred, within) / (d * N);
}

function sumOver(M: Matrix, term: (entry: number, i: number, j: number) => number): number {
  let sum = 0;
  for (const [i, row] of rowsOf(M).entries())
    for (const [j, entry] of row.entries()) sum += term(Number(entry), i, j);
  return sum;
}
