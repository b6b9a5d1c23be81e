import { add, type Matrix, matrix, multiply } from "mathjs";
import { refuse, requireNames, requireNumber } from "./arguments";
import { requireShape, rowsOf } from "./matrix";
import { type Random, requireRandom } from "./random";

/** The columns of a matrix, divided at random into two parts. */
export class Split {
  constructor(
    readonly train: Matrix,
    readonly test: Matrix,
    /** The column numbers of X that `train` holds, in its order. */
    readonly trainColumns: readonly number[],
    /** The column numbers of X that `test` holds, in its order. */
    readonly testColumns: readonly number[],
  ) {}
}

/**
 * Splits the columns of X at random into a training and a test part.
 *
 * @param X d×N
 * @param options how many columns for `train` and for `test` (default: all others), and the `random` that
 *   draws them
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
  if (!whole)
    throw new Error(`train is ${train} and test is ${test}, expected positive whole numbers of columns.`);
  if (train + test > N)
    throw new Error(`X has ${N} columns, too few for ${train} in training and ${test} in the test.`);
  const order = random.shuffle(Array.from({ length: N }, (_, i) => i));
  const trainColumns = order.slice(0, train);
  const testColumns = order.slice(train, train + test);
  const pick = (columns: readonly number[]) =>
    matrix(rowsOf(X).map((row) => columns.map((j) => row[j] as number)));
  return new Split(pick(trainColumns), pick(testColumns), trainColumns, testColumns);
}

/**
 * X + sd·Z, where each entry of Z is drawn from the standard normal distribution.
 *
 * @param X d×N
 * @param sd the standard deviation of the noise, in the units of X
 * @throws if X is not a matrix of finite numbers, or sd is negative.
 *
 * @example
 * addNoise(column([0, 1]), 0, random(1)) // → [[0], [1]]
 */
export function addNoise(X: Matrix, sd: number, random: Random): Matrix {
  const [d, N] = requireShape("X", X, ["d", "N"]);
  requireNumber("sd", sd, "a number from 0 such as 0.5", (spread) => spread >= 0);
  requireRandom(random);
  return add(X, multiply(sd, random.matrix(d, N)));
}

/**
 * Shrinks images: each block×block square of pixels becomes one pixel, their mean. Each column of X is a square
 * image, row by row, so `meanPool(digits().X, 2)` turns 8×8 pixels into 4×4.
 *
 * @throws if the columns of X are not square images, or block does not divide their side.
 */
export function meanPool(X: Matrix, block: number): Matrix {
  const [d, N] = requireShape("X", X, ["d", "N"]);
  const side = Math.sqrt(d);
  if (!Number.isInteger(side))
    throw new Error(`X has ${d} rows, expected a square number: each column is a square image.`);
  if (!Number.isInteger(block) || block < 1 || side % block !== 0)
    refuse("block", block, `a whole number that divides ${side}, the side of the images`);
  const rows = rowsOf(X);
  const mean = (pixels: readonly number[], point: number) =>
    pixels.reduce((sum, pixel) => sum + Number(rows[pixel]?.[point]), 0) / pixels.length;
  return matrix(
    squares(side, block).map((pixels) => Array.from({ length: N }, (_, point) => mean(pixels, point))),
  );
}

/** For each square, the rows of X that hold its pixels. */
function squares(side: number, block: number): number[][] {
  const across = side / block;
  return Array.from({ length: across * across }, (_, square) => {
    const top = Math.floor(square / across) * block;
    const left = (square % across) * block;
    return Array.from(
      { length: block * block },
      (_, k) => (top + Math.floor(k / block)) * side + left + (k % block),
    );
  });
}
