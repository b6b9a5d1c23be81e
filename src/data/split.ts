import { type Matrix, matrix } from "mathjs";
import { requireNames, requireNumber } from "./inputs";
import { type Random, requireRandom } from "./random";
import { requireShape, rowsOf } from "./shape";

/** Columns of a matrix shared out at random; no column is in both. */
export class Split {
  constructor(
    readonly train: Matrix,
    readonly test: Matrix,
    /** Which columns of X are in `train`, in their order there. */
    readonly trainColumns: readonly number[],
    /** Which columns of X are in `test`, in their order there. */
    readonly testColumns: readonly number[],
  ) {}
}

/**
 * Shares the columns of X out at random into a training and a test part.
 *
 * @param X d×N
 * @param options `train` and `test` columns (`test`: all that are left, unless told otherwise), drawn
 *   with `random`
 * @throws if X has too few columns.
 *
 * @example
 * const { train, test } = split(digits().X, { train: 500, test: 597, random: random(1) });
 * [train.size(), test.size()] // → [[64, 500], [64, 597]]
 */
export function split(
  X: Matrix,
  options: { readonly train: number; readonly test?: number; readonly random: Random },
): Split {
  const [, N] = requireShape("X", X, ["d", "N"]);
  requireNames("options", options, ["train", "test", "random"]);
  requireNumber("train", options.train, "a number of columns");
  const { train, test = N - train, random } = options;
  requireRandom(random);
  requireNumber("test", test, "a number of columns");
  const whole = Number.isInteger(train) && Number.isInteger(test) && train > 0 && test > 0;
  if (!whole || train + test > N)
    throw new Error(`X has ${N} columns, which cannot give ${train} for training and ${test} for the test.`);
  const order = random.shuffle(Array.from({ length: N }, (_, i) => i));
  const trainColumns = order.slice(0, train);
  const testColumns = order.slice(train, train + test);
  return new Split(pick(X, trainColumns), pick(X, testColumns), trainColumns, testColumns);
}

function pick(X: Matrix, columns: readonly number[]): Matrix {
  return matrix(rowsOf(X).map((row) => columns.map((j) => row[j] as number)));
}
