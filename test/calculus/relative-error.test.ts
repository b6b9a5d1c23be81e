import fc from "fast-check";
import { type Matrix, multiply, subtract, sum } from "mathjs";
import { describe, expect, it } from "vitest";
import { column, gradientCheck, loss, random } from "../../src/index";

describe("the relative error", () => {
  const errorOf = (analytic: number, slope: number) =>
    gradientCheck(
      ({ x }) => multiply(slope, x.get([0, 0]) as number),
      { x: column([0]) },
      { x: column([analytic]) },
      { method: "complex" },
    ).rows[0]?.relativeError ?? Number.NaN;
  const values = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 100);

  it("is |a − n| over the larger of the two, from 0 for equals to 2 for opposites", () => {
    expect(errorOf(3, 3)).toBe(0);
    expect(errorOf(3, 4)).toBeCloseTo(0.25, 14);
    expect(errorOf(0, 4)).toBe(1);
    expect(errorOf(-4, 4)).toBeCloseTo(2, 14);
    fc.assert(
      fc.property(values, values, (a, n) => {
        expect(errorOf(a, n)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it("is the same when the two change places", () => {
    fc.assert(
      fc.property(values, values, (a, n) => {
        expect(errorOf(a, n)).toBeCloseTo(errorOf(n, a), 12);
      }),
    );
  });

  it("is 0, not NaN, for two zeros, and small for two numbers that are almost 0", () => {
    expect(errorOf(0, 0)).toBe(0);
    expect(errorOf(1e-25, -1e-25)).toBeLessThan(1e-12);
  });

  it("passes a gradient at a minimum, where all that is measured is rounding", () => {
    const y = random(1).matrix(3, 2);
    for (const method of ["central", "complex", "richardson"] as const)
      expect(gradientCheck(({ x }) => loss(x, y), { x: y }, { x: multiply(0, y) }, { method }).ok).toBe(true);
  });

  it("by a complex step sees a factor of 2 in a gradient of 1e-7 beside one of 1", () => {
    const J = (at: { a: Matrix; b: Matrix }) => sum(subtract(at.a, multiply(-1e-7, at.b))) as number;
    const at = { a: column([1]), b: column([1]) };
    const check = gradientCheck(J, at, { a: column([1]), b: column([2e-7]) }, { method: "complex" });
    expect(check.rows.map((row) => row.ok)).toEqual([true, false]);
  });
});
