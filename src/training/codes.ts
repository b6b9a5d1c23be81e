import { add, concat, identity, inv, type Matrix, matrix, multiply, ones, transpose } from "mathjs";
import { refuse, requireObject } from "../data/arguments";
import { requireShape, rowsOf } from "../data/matrix";
import { meanColumn } from "./metrics";

/** Codes of the hidden layer with what they stand for. */
export interface LabelledCodes {
  /** m×N, a code in each column: a1 of a forward pass. */
  readonly codes: Matrix;
  /** N labels. */
  readonly labels: readonly number[];
}

/**
 * How much the codes know of the labels: the fraction of test codes that lie nearest to the mean code of
 * their own label in the training set. Where two means are equally near, the lower label is taken.
 *
 * @throws if a code has no label, or the codes of the two sets differ in length.
 *
 * @example
 * import { matrix } from "mathjs";
 * const train = { codes: matrix([[0, 0.2, 1, 0.8]]), labels: [3, 3, 7, 7] };
 * nearestCentroid(train, { codes: matrix([[0.3, 0.9, 0.4]]), labels: [3, 7, 7] }) // → 2 / 3
 */
export function nearestCentroid(train: LabelledCodes, test: LabelledCodes): number {
  requireLabels(train, test);
  const columns = columnsOf(train.codes);
  const kinds = kindsOf(train.labels);
  const centroids = kinds.map((kind) => {
    const own = columns.filter((_, j) => train.labels[j] === kind);
    return rowsOf(meanColumn(transpose(matrix(own)))).map(([entry]) => Number(entry));
  });
  const nearest = (code: readonly number[]) =>
    kinds[indexOfLargest(centroids.map((centroid) => -squaredDistance(code, centroid)))];
  return agreement(columnsOf(test.codes).map(nearest), test.labels);
}

/**
 * How much the codes know of the labels, linearly: the fraction of test codes whose label a linear model
 * finds that was fitted on the training codes by ridge regression on one-of-K targets.
 *
 * The weights are V = T Aᵀ (A Aᵀ + ridge·N·I)⁻¹, with T the K×N targets and A the codes with a row of
 * ones below.
 *
 * @param ridge how much weights cost, 0.0001 unless told otherwise
 * @throws if a code has no label, the codes of the two sets differ in length, or ridge is not above 0.
 *
 * @example
 * import { matrix } from "mathjs";
 * const train = { codes: matrix([[0, 0.2, 1, 0.8]]), labels: [3, 3, 7, 7] };
 * linearProbe(train, { codes: matrix([[0.3, 0.9, 0.4]]), labels: [3, 7, 7] }) // → 2 / 3
 */
export function linearProbe(train: LabelledCodes, test: LabelledCodes, ridge = 1e-4): number {
  requireLabels(train, test);
  if (!(ridge > 0)) throw new Error(`ridge is ${ridge}, expected a number above 0 such as 0.0001.`);
  const kinds = kindsOf(train.labels);
  const T = matrix(kinds.map((kind) => train.labels.map((label) => (label === kind ? 1 : 0))));
  const A = withOnes(train.codes);
  const [rows, N] = [A.size()[0] ?? 0, train.labels.length];
  const gram = add(multiply(A, transpose(A)), multiply(ridge * N, identity(rows) as Matrix));
  const V = multiply(multiply(T, transpose(A)), inv(gram));
  const scores = columnsOf(multiply(V, withOnes(test.codes)));
  return agreement(
    scores.map((score) => kinds[indexOfLargest(score)]),
    test.labels,
  );
}

function requireLabels(train: LabelledCodes, test: LabelledCodes): void {
  for (const [name, of] of Object.entries({ train, test })) {
    requireObject(name, of, "an object { codes, labels }");
    if (!Array.isArray(of.labels)) refuse(`${name}.labels`, of.labels, "a list of labels, one a code");
  }
  const [m] = requireShape("train.codes", train.codes, ["m", "N"]);
  requireShape("train.codes", train.codes, [m, train.labels.length], "m×N, with N labels");
  requireShape("test.codes", test.codes, [m, test.labels.length], "m×N, with N labels");
}

const kindsOf = (labels: readonly number[]): number[] => [...new Set(labels)].sort((a, b) => a - b);

const columnsOf = (M: Matrix): number[][] => rowsOf(transpose(M)) as number[][];

const withOnes = (codes: Matrix): Matrix =>
  concat(codes, ones(1, codes.size()[1] ?? 0) as Matrix, 0) as Matrix;

const squaredDistance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, entry, k) => sum + (entry - (b[k] ?? 0)) ** 2, 0);

/** The first of the largest. */
const indexOfLargest = (values: readonly number[]): number =>
  values.reduce((best, value, k) => (value > (values[best] ?? 0) ? k : best), 0);

const agreement = (found: readonly (number | undefined)[], labels: readonly number[]): number =>
  found.filter((label, j) => label === labels[j]).length / labels.length;
