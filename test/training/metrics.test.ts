import fc from "fast-check";
import { add, type Matrix, matrix, multiply } from "mathjs";
import { describe, expect, it } from "vitest";
import { column, loss, rSquared } from "../../src/index";
import { meanColumn } from "../../src/training/metrics";
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
  it("is 1 at the targets, 0 at their mean, and 1 − SSE/SST everywhere", () => {
    fc.assert(
      fc.property(targets, matrices(d, N), (y, ypred) => {
        expect(rSquared(y, y)).toBe(1);
        const mean = multiply(meanColumn(y), matrix([[1, 1, 1, 1, 1]])) as Matrix;
        expect(rSquared(mean, y)).toBeCloseTo(0, 12);
        expect(rSquared(ypred, y)).toBeCloseTo(1 - loss(ypred, y) / loss(mean, y), 9);
      }),
    );
  });

  it("does not change when targets and predictions are shifted and scaled together", () => {
    fc.assert(
      fc.property(targets, matrices(d, N), fc.integer({ min: 1, max: 9 }), (y, ypred, scale) => {
        const shifted = (M: Matrix) => add(multiply(scale, M), 2) as Matrix;
        expect(rSquared(shifted(ypred), shifted(y))).toBeCloseTo(rSquared(ypred, y), 9);
      }),
    );
  });

  it("uses the given mean: a test set is judged by the mean of the training targets", () => {
    const y = matrix([[1, 3]]);
    expect(rSquared(matrix([[2, 2]]), y)).toBe(0);
    expect(rSquared(matrix([[2, 2]]), y, column([0]))).toBe(0.8);
  });

  it("refuses constant targets and shapes that differ", () => {
    expect(() => rSquared(matrix([[1, 1]]), matrix([[2, 2]]))).toThrow("y equals the mean everywhere");
    expect(() => rSquared(matrix([[1, 1]]), matrix([[2, 3, 4]]))).toThrow("y is 1×3, expected 1×2 (d×N).");
    expect(() => rSquared(matrix([[1, 1]]), matrix([[2, 3]]), column([1, 2]))).toThrow(
      "mean is 2×1, expected 1×1",
    );
  });
});
