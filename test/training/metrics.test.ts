import fc from "fast-check";
import { add, type Matrix, matrix, multiply } from "mathjs";
import { describe, expect, it } from "vitest";
import { column, digits, loss, random, rSquared, split } from "../../src/index";
import { linearProbe, nearestCentroid } from "../../src/training/codes";
import { meanColumn, pixelTolerance } from "../../src/training/metrics";
import { matrices } from "../model/arbitraries";

const [d, N] = [3, 5];
/** Targets that are not constant. */
const targets = matrices(d, N).map((y) =>
  add(
    y,
    matrix([
      [9, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]),
  ),
);

describe("R²", () => {
  it("is 1 at the targets, 0 at their mean, and 1 − SSE/SST throughout", () => {
    fc.assert(
      fc.property(targets, matrices(d, N), (y, ypred) => {
        expect(rSquared(y, y)).toBe(1);
        const mean = multiply(meanColumn(y), matrix([[1, 1, 1, 1, 1]])) as Matrix;
        expect(rSquared(mean, y)).toBeCloseTo(0, 12);
        expect(rSquared(ypred, y)).toBeCloseTo(1 - loss(ypred, y) / loss(mean, y), 9);
      }),
    );
  });

  it("does not change when targets and predictions are moved and scaled together", () => {
    fc.assert(
      fc.property(targets, matrices(d, N), fc.integer({ min: 1, max: 9 }), (y, ypred, scale) => {
        const moved = (M: Matrix) => add(multiply(scale, M), 2) as Matrix;
        expect(rSquared(moved(ypred), moved(y))).toBeCloseTo(rSquared(ypred, y), 9);
      }),
    );
  });

  it("is about the mean that it is given: a test set's own mean would flatter nobody", () => {
    const y = matrix([[1, 3]]);
    expect(rSquared(matrix([[2, 2]]), y)).toBe(0);
    expect(rSquared(matrix([[2, 2]]), y, column([0]))).toBe(0.8);
  });

  it("refuses what it cannot divide by, and shapes that differ", () => {
    expect(() => rSquared(matrix([[1, 1]]), matrix([[2, 2]]))).toThrow("y equals the mean throughout");
    expect(() => rSquared(matrix([[1, 1]]), matrix([[2, 3, 4]]))).toThrow("y is 1×3, expected 1×2 (d×N).");
    expect(() => rSquared(matrix([[1, 1]]), matrix([[2, 3]]), column([1, 2]))).toThrow(
      "mean is 2×1, expected 1×1",
    );
  });
});

describe("pixel tolerance", () => {
  it("counts entries within the tolerance, its edge included", () => {
    expect(
      pixelTolerance(
        matrix([
          [0, 0.5],
          [1, 2],
        ]),
        matrix([
          [0, 0],
          [0, 0],
        ]),
        0.5,
      ),
    ).toBe(0.5);
    expect(() => pixelTolerance(column([1]), column([1]), -1)).toThrow("tolerance is -1");
  });
});

describe("labels from codes", () => {
  const { X, labels } = digits();
  const { train, test, trainColumns, testColumns } = split(X, { train: 300, test: 200, random: random(1) });
  const of = (columns: readonly number[]) => columns.map((j) => labels[j] ?? -1);
  const [seen, unseen] = [
    { codes: train, labels: of(trainColumns) },
    { codes: test, labels: of(testColumns) },
  ];

  it("are found for most digits from the pixels themselves", () => {
    expect(nearestCentroid(seen, unseen)).toBeGreaterThan(0.8);
    expect(linearProbe(seen, unseen)).toBeGreaterThan(0.85);
  });

  it("are found by chance alone where labels mean nothing", () => {
    const shuffled = { ...seen, labels: random(2).shuffle(seen.labels) };
    expect(nearestCentroid(shuffled, unseen)).toBeLessThan(0.3);
    expect(linearProbe(shuffled, unseen)).toBeLessThan(0.3);
  });

  it("are found by the probe, not by centroids, where the codes are two parallel lines", () => {
    const lines = matrix([
      [0, 1, 5, 6, 7, 0, 1, 5, 6, 7],
      [0, 0, 0, 0, 0, 1, 1, 1, 1, 1],
    ]);
    const two = { codes: lines, labels: [0, 0, 0, 0, 0, 1, 1, 1, 1, 1] };
    expect(linearProbe(two, two)).toBe(1);
  });

  it("refuse codes without a label", () => {
    expect(() => nearestCentroid({ codes: train, labels: [1, 2] }, unseen)).toThrow(
      "train.codes is 64×300, expected 64×2 (m×N, with N labels).",
    );
  });
});
