import { type Matrix, matrix } from "mathjs";
import { requireCount, requireNames, requireNumber } from "../../data/arguments";
import { digits } from "../../data/digits";
import { rowsOf } from "../../data/matrix";
import { addNoise, meanPool, split } from "../../data/preprocess";
import { type Random, random } from "../../data/random";

/** Points with their targets. */
interface Points {
  /** d×N */
  readonly x: Matrix;
  /** d×N */
  readonly y: Matrix;
}

/** The digits divided for training, validation and test. No image is in two of the parts. */
export interface DigitTask {
  readonly train: Points;
  readonly validation: Points;
  readonly test: Points;
  /** The labels of the training and test images, in the order of their columns. */
  readonly labels: { readonly train: readonly number[]; readonly test: readonly number[] };
}

/** A separate random stream for each purpose, so a change of one does not affect the others. */
const streams = { split: 0, noise: 1, weights: 2, order: 3 } as const;

/** The random stream of a seed for one purpose. */
export const randomFor = (seed: number, what: keyof typeof streams): Random =>
  random(seed).stream(streams[what]);

/** The number of images that decide when to stop early. */
const validationPoints = 200;

/**
 * Divides the digits at random for training, validation (200 images) and test. With noise, the inputs are
 * noisy and the targets clean; the noise is drawn once.
 *
 * @param options the seed; N and testN, the number of training and test images; the standard deviation of
 *   the noise (default: 0); `pool`, the side of the squares of pixels that are averaged (default: 1)
 * @throws if there are not enough images.
 *
 * @example
 * const { train, test } = digitTask({ seed: 1, N: 20, testN: 10, noise: 0.5, pool: 2 });
 * [size(train.x), size(test.y)] // → [[16, 20], [16, 10]]
 */
export function digitTask(options: {
  readonly seed: number;
  readonly N: number;
  readonly testN: number;
  readonly noise?: number;
  readonly pool?: number;
}): DigitTask {
  requireNames("options", options, ["seed", "N", "testN", "noise", "pool"]);
  requireCount("N", options.N);
  requireNumber("testN", options.testN, "a whole number from 0", (n) => Number.isSafeInteger(n) && n >= 0);
  const { seed, N, testN, noise = 0, pool = 1 } = options;
  const { X, labels } = digits();
  const most = labels.length - testN - validationPoints;
  if (N > most)
    throw new Error(
      `N is ${N}, but ${testN} test and ${validationPoints} validation images leave only ${most}.`,
    );
  const images = pool === 1 ? X : meanPool(X, pool);
  const shares = split(images, { train: N, random: randomFor(seed, "split") });
  const draw = randomFor(seed, "noise");
  const points = (clean: Matrix): Points => ({
    x: noise === 0 ? clean : addNoise(clean, noise, draw),
    y: clean,
  });
  // From the end, so the test images are the same for every N.
  const testFrom = shares.testColumns.length - testN;
  const rest = (from: number, count: number): Matrix =>
    matrix(rowsOf(shares.test).map((row) => row.slice(from, from + count)) as number[][]);
  const labelsOf = (at: readonly number[]) => at.map((j) => labels[j] ?? -1);
  return {
    train: points(shares.train),
    validation: points(rest(testFrom - validationPoints, validationPoints)),
    test: points(rest(testFrom, testN)),
    labels: { train: labelsOf(shares.trainColumns), test: labelsOf(shares.testColumns.slice(testFrom)) },
  };
}
