import { type Matrix, multiply, ones } from "mathjs";
import { requireShape, rowsOf, size } from "../data/matrix";

/**
 * The mean column of a data set, d×1: the best constant prediction.
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
 * SST = Σ‖yᵢ − mean‖², the sum of the squared distances from a mean column.
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
 * The accuracy of a reconstruction, R² = 1 − SSE/SST, with SSE = Σ‖ypredᵢ − yᵢ‖² and SST = Σ‖yᵢ − mean‖².
 * It is 1 for a perfect prediction, 0 for one no better than the mean, and negative for a worse one.
 *
 * @param ypred d×N
 * @param y d×N, the targets
 * @param mean d×1, the mean of the *training* targets. Default: the mean of y
 * @throws if the shapes differ, or y equals the mean everywhere, so SST is 0.
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
  if (total === 0) throw new Error("y equals the mean everywhere, so R² = 1 − SSE/SST would divide by 0.");
  const targets = rowsOf(y);
  return 1 - sumOver(ypred, (entry, i, j) => (entry - Number(targets[i]?.[j])) ** 2) / total;
}

function sumOver(M: Matrix, term: (entry: number, i: number, j: number) => number): number {
  let sum = 0;
  for (const [i, row] of rowsOf(M).entries())
    for (const [j, entry] of row.entries()) sum += term(Number(entry), i, j);
  return sum;
}
