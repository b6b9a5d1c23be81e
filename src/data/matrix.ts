import * as mathjs from "mathjs";
import { type Complex, isComplex, type Matrix, multiply, ones } from "mathjs";
import { inWords, isMatrix, refuse, requireNumbers } from "./arguments";

/** An entry of a matrix: a number, or a complex number while a complex-step derivative is taken. */
export type Scalar = number | Complex;

/**
 * The shape of a matrix, `[rows, columns]`.
 *
 * @throws if `M` is not a dense mathjs matrix of two dimensions.
 *
 * @example
 * import { matrix } from "mathjs";
 * size(matrix([[1, 2, 3], [4, 5, 6]])) // → [2, 3]
 */
export function size(M: Matrix): readonly [rows: number, columns: number] {
  return requireShape("M", M, ["rows", "columns"]);
}

/**
 * A k×1 matrix from k numbers. mathjs broadcasts one-dimensional lists silently, so in this library
 * a vector is always a column with two dimensions.
 *
 * @throws if `values` is not a list of at least one finite number.
 *
 * @example
 * column([1, 2, 3]) // → [[1], [2], [3]]
 */
export function column(values: readonly number[]): Matrix {
  requireNumbers("values", values);
  return matrixOf(values.map((value) => [value]));
}

/** A class of mathjs that its types leave out. */
const { DenseMatrix } = mathjs as unknown as {
  DenseMatrix: { fromJSON(json: { data: number[][]; size: [number, number] }): Matrix };
};

/**
 * A matrix that uses `rows` as its storage, without a copy. mathjs's `matrix` first looks for a matrix in
 * every entry, which takes longer than everything else when numbers come from the engine.
 */
export function matrixOf(rows: number[][]): Matrix {
  return DenseMatrix.fromJSON({ data: rows, size: [rows.length, rows[0]?.length ?? 0] });
}

/** The entries, row by row: a read-only view of the matrix's own storage. */
export function rowsOf(M: Matrix): readonly (readonly Scalar[])[] {
  return M.valueOf() as Scalar[][];
}

/** Σᵢ over the N points: k×N to k×1. */
export function sumOverPoints(M: Matrix): Matrix {
  return multiply(M, ones(M.size()[1] ?? 0, 1) as Matrix);
}

/**
 * k×1 to k×N: one copy of the column for each point. mathjs would broadcast by itself, but its sum of
 * k×N and k×1 takes many times as long (16 times at 64×1,797).
 */
export function broadcast(column: Matrix, N: number): Matrix {
  return N === 1 ? column : multiply(column, ones(1, N) as Matrix);
}

/**
 * The largest |Aᵢⱼ − Bᵢⱼ|, which is 0 only for equal matrices.
 *
 * mathjs's `max` treats numbers that differ by less than 10⁻¹⁵ as equal, so it loses differences in the
 * last bits.
 *
 * @throws if A and B are not matrices of finite numbers with the same shape.
 *
 * @example
 * largestDifference(column([1, 2]), column([1, 2.25])) // → 0.25
 * largestDifference(column([0, 1]), column([2 ** -60, 1])) // → 2 ** -60
 */
export function largestDifference(A: Matrix, B: Matrix): number {
  requireShape("B", B, requireShape("A", A, ["rows", "columns"]), "the shape of A");
  const b = rowsOf(B);
  let largest = 0;
  for (const [i, row] of rowsOf(A).entries())
    for (const [j, entry] of row.entries())
      largest = Math.max(largest, Math.abs(Number(entry) - Number(b[i]?.[j])));
  return largest;
}

/**
 * Checks that `M` is a dense matrix with finite entries and returns its shape. A letter in `expected` means any
 * size; `symbolic` is the shape in the exam's letters, for the error.
 *
 * @throws naming the matrix, its shape and the expected one: "W1 is 3×2, expected 2×3 (m×d)."
 */
export function requireShape(
  name: string,
  M: Matrix,
  expected: readonly [rows: number | string, columns: number | string],
  symbolic?: string,
): readonly [rows: number, columns: number] {
  const isSide = (side: unknown) => typeof side === "string" || typeof side === "number";
  if (!Array.isArray(expected) || expected.length !== 2 || !expected.every(isSide))
    refuse("expected", expected, 'a shape such as [3, "N"]');
  const plain = expected.join("×");
  const expectedShape = symbolic === undefined || symbolic === plain ? plain : `${plain} (${symbolic})`;
  requireDense(name, M, expectedShape);
  const [rows = 0, columns, ...more] = M.size();
  if (columns === undefined)
    throw new Error(
      `${name} is a list of ${rows} numbers, expected ${expectedShape}: write a column as column([…]) or matrix([[…], […]]).`,
    );
  const fits = (side: number, wish: number | string) => typeof wish === "string" || side === wish;
  if (more.length > 0 || rows * columns === 0 || !fits(rows, expected[0]) || !fits(columns, expected[1]))
    throw new Error(`${name} is ${M.size().join("×")}, expected ${expectedShape}.`);
  requireFinite(name, M);
  return [rows, columns];
}

function requireDense(name: string, M: unknown, expectedShape: string): void {
  if (!isMatrix(M)) {
    const write = M === undefined || M === null ? "" : ": write matrix([[…], […]])";
    throw new Error(`${name} is ${inWords(M)}, expected ${expectedShape}${write}.`);
  }
  if (M.storage() !== "dense")
    throw new Error(
      `${name} is a sparse matrix, expected ${expectedShape}, dense: write matrix(${name}, "dense").`,
    );
}

function requireFinite(name: string, M: Matrix): void {
  for (const [i, row] of rowsOf(M).entries())
    for (let j = 0; j < row.length; j++) {
      const entry = row[j] as Scalar | string;
      if (isFiniteScalar(entry)) continue;
      const came = typeof entry === "string" ? JSON.stringify(entry) : entry;
      throw new Error(`${name} has ${came} at [${i}, ${j}], expected finite numbers throughout.`);
    }
}

/** Numbers first: there are many of them, and mathjs's type test is slow. */
function isFiniteScalar(entry: Scalar | string): boolean {
  if (typeof entry === "number") return Number.isFinite(entry);
  return isComplex(entry) && Number.isFinite(entry.re) && Number.isFinite(entry.im);
}
