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

/** A task on the digits: what to learn from, what to choose by, what to judge by. No image is in two of them. */
export interface DigitTask {
  readonly train: Points;
  readonly validation: Points;
  readonly test: Points;
  /** The labels of the three, in the order of their columns. */
  readonly labels: { readonly train: readonly number[]; readonly test: readonly number[] };
}

/** Everything random in a run has a stream of its own, so that changing one leaves the others as they are. */
const streams = { split: 0, noise: 1, weights: 2, order: 3 } as const;

/** The stream of a seed that decides on one thing. */
export const randomFor = (seed: number, what: keyof typeof streams): Random =>
  random(seed).stream(streams[what]);

/** Images that are kept apart to decide when to stop. */
const validationPoints = 200;

/**
 * Digits shared out for training, validation and test. With noise the inputs are noisy, drawn once, and
 * the targets clean.
 *
 * @param N images to train on
 * @param testN images to test on
 * @param noise the standard deviation of the noise on the inputs, 0 unless told otherwise
 * @param pool the side of the squares of pixels that are averaged, 1 (none) unless told otherwise
 * @throws Error if there are not as many images.
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
      `N is ${N}, but beside ${testN} test and ${validationPoints} validation images only ${most} are left.`,
    );
  const images = pool === 1 ? X : meanPool(X, pool);
  const shares = split(images, { train: N, random: randomFor(seed, "split") });
  const draw = randomFor(seed, "noise");
  const points = (clean: Matrix): Points => ({
    x: noise === 0 ? clean : addNoise(clean, noise, draw),
    y: clean,
  });
  // From the end, so that the test images are the same for every N.
  const testFrom = shares.testColumns.length - testN;
  const rest = (from: number, count: number): Matrix => columns(shares.test, from, from + count);
  const labelsOf = (at: readonly number[]) => at.map((j) => labels[j] ?? -1);
  return {
    train: points(shares.train),
    validation: points(rest(testFrom - validationPoints, validationPoints)),
    test: points(rest(testFrom, testN)),
    labels: { train: labelsOf(shares.trainColumns), test: labelsOf(shares.testColumns.slice(testFrom)) },
  };
}

/** Some columns of a matrix, as a matrix. */
function columns(M: Matrix, from: number, to: number): Matrix {
  return matrix(rowsOf(M).map((row) => row.slice(from, to)) as number[][]);
}
