import type { Matrix } from "mathjs";
import { requireShape, rowsOf } from "./shape";

/**
 * The largest |Aᵢⱼ − Bᵢⱼ|: 0 for equal matrices only.
 *
 * mathjs's own `max` takes numbers that differ by less than 10⁻¹⁵ for equal, and so loses just the
 * differences that one looks for in the last bits.
 *
 * @throws if A and B are not matrices of finite numbers of one shape.
 *
 * @example
 * largestDifference(column([1, 2]), column([1, 2.25])) // → 0.25
 * largestDifference(column([0, 1]), column([2 ** -60, 1])) // → 2 ** -60
 */
export function largestDifference(A: Matrix, B: Matrix): number {
  requireShape("B", B, requireShape("A", A, ["rows", "columns"]), "the shape of A");
  const [a, b] = [rowsOf(A), rowsOf(B)];
  return a.reduce(
    (largest, row, i) =>
      row.reduce<number>(
        (most, entry, j) => Math.max(most, Math.abs(Number(entry) - Number(b[i]?.[j]))),
        largest,
      ),
    0,
  );
}
