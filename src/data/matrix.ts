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
 * @throws if `values` is no list of at least one finite number.
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
 * A matrix that takes rows of equal length as its own. mathjs's `matrix` looks into every entry for
 * matrices first, which takes longer than all else where numbers come from the engine.
 */
export function matrixOf(rows: number[][]): Matrix {
  return DenseMatrix.fromJSON({ data: rows, size: [rows.length, rows[0]?.length ?? 0] });
}

/** The entries, row by row: a view of the matrix's own storage, to be read and never written. */
export function rowsOf(M: Matrix): readonly (readonly Scalar[])[] {
  return M.valueOf() as Scalar[][];
}

/**
 * Checks that `M` is a dense mathjs matrix of the expected shape with finite entries, and returns its
 * shape. In `expected` a letter stands for a size that is free.
 *
 * @param name what the matrix is called in the error
 * @param symbolic the expected shape in the exam's letters, `m×d`
 * @throws naming the variable, what came and what was expected.
 *
 * @example
 * import { matrix } from "mathjs";
 * requireShape("W1", matrix([[1, 2], [3, 4], [5, 6]]), [2, 3], "m×d") // → throws W1 is 3×2, expected 2×3 (m×d).
 * requireShape("x", matrix([1, 2, 3]), [3, "N"], "d×N") // → throws x is a list of 3 numbers, expected 3×N (d×N): write a column as column([…]) or matrix([[…], […]]).
 */
export function requireShape(
  name: string,
  M: Matrix,
  expected: readonly [rows: number | string, columns: number | string],
  symbolic?: string,
): readonly [rows: number, columns: number] {
  if (!Array.isArray(expected) || expected.length !== 2 || !expected.every(isSide))
    refuse("expected", expected, 'a shape such as [3, "N"]');
  const plain = expected.join("×");
  const wanted = symbolic === undefined || symbolic === plain ? plain : `${plain} (${symbolic})`;
  requireDense(name, M, wanted);
  const [rows = 0, columns, ...more] = M.size();
  if (columns === undefined)
    throw new Error(
      `${name} is a list of ${rows} numbers, expected ${wanted}: write a column as column([…]) or matrix([[…], […]]).`,
    );
  const came = M.size().join("×");
  const fits = (side: number, wish: number | string) => typeof wish === "string" || side === wish;
  if (more.length > 0 || rows * columns === 0 || !fits(rows, expected[0]) || !fits(columns, expected[1]))
    throw new Error(`${name} is ${came}, expected ${wanted}.`);
  requireFinite(name, M);
  return [rows, columns];
}

const isSide = (side: unknown): boolean => typeof side === "string" || typeof side === "number";

function requireDense(name: string, M: unknown, wanted: string): void {
  if (!isMatrix(M)) {
    const write = M === undefined || M === null ? "" : ": write matrix([[…], […]])";
    throw new Error(`${name} is ${inWords(M)}, expected ${wanted}${write}.`);
  }
  if (M.storage() !== "dense")
    throw new Error(`${name} is a sparse matrix, expected ${wanted}, dense: write matrix(${name}, "dense").`);
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

/** Numbers first: there are many of them, and asking mathjs what something is takes its time. */
function isFiniteScalar(entry: Scalar | string): boolean {
  if (typeof entry === "number") return Number.isFinite(entry);
  return isComplex(entry) && Number.isFinite(entry.re) && Number.isFinite(entry.im);
}

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

/** k×N to k×1; for a single point, the column itself. */
export function sumOverPoints(M: Matrix): Matrix {
  const [, N] = size(M);
  return multiply(M, ones(N, 1) as Matrix);
}

/**
 * k×1 to k×N: the column once for each point. mathjs would do so by itself, but a sum of k×N and k×1 takes it
 * many times as long (sixteen times at 64×1,797).
 */
export function broadcast(column: Matrix, N: number): Matrix {
  return N === 1 ? column : multiply(column, ones(1, N) as Matrix);
}
