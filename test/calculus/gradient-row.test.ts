import fc from "fast-check";
import { type Matrix, map, multiply, subtract, sum } from "mathjs";
import { describe, expect, it } from "vitest";
import { column, gradientCheck, leakyRelu, loss, random, relu } from "../../src/index";

describe("the relative error", () => {
  const errorOf = (analytic: number, slope: number) =>
    gradientCheck(
      ({ x }) => multiply(slope, x.get([0, 0]) as number),
      { x: column([0]) },
      { x: column([analytic]) },
      { method: "complex" },
    ).rows[0]?.relativeError ?? Number.NaN;
  const values = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 100);

  it("is |a − n| over the larger of the two, from 0 for equal numbers to 2 for opposite ones", () => {
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

  it("is the same for the two numbers exchanged", () => {
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

  it("passes a gradient at a minimum, where only rounding is measured", () => {
    const y = random(1).matrix(3, 2);
    for (const method of ["central", "complex", "richardson"] as const)
      expect(gradientCheck(({ x }) => loss(x, y), { x: y }, { x: multiply(0, y) }, { method }).ok).toBe(true);
  });

  it("shows a factor of 2 in a gradient of 1e-7 beside one of 1 with a complex step", () => {
    const J = (at: { a: Matrix; b: Matrix }) => sum(subtract(at.a, multiply(-1e-7, at.b))) as number;
    const at = { a: column([1]), b: column([1]) };
    const check = gradientCheck(J, at, { a: column([1]), b: column([2e-7]) }, { method: "complex" });
    expect(check.rows.map((row) => row.ok)).toEqual([true, false]);
  });
});

describe("an entry at a kink", () => {
  it.each([relu, leakyRelu])(
    "of $name is marked, not failed, and the other entries are still compared",
    (f) => {
      // z = x, so only the first entry is at the kink
      const x = column([0, 1, -1]);
      const J = (at: { x: Matrix }) => sum(map(at.x, f.value)) as number;
      const right = map(x, f.derivative);
      const [row] = gradientCheck(J, { x }, { x: right }).rows;
      expect([row?.ok, row?.kink]).toEqual([true, [[0, 0]]]);
      expect(row?.entry).not.toEqual([0, 0]);
      const wrong = right.clone().set([2, 0], 7);
      const [failed] = gradientCheck(J, { x }, { x: wrong }).rows;
      expect([failed?.ok, failed?.entry, failed?.kink]).toEqual([false, [2, 0], [[0, 0]]]);
    },
  );

  it("is also marked if only the step crosses the kink", () => {
    const x = column([3e-6, 1]);
    const J = (at: { x: Matrix }) => sum(map(at.x, relu.value)) as number;
    const [row] = gradientCheck(J, { x }, { x: column([1, 1]) }).rows;
    expect([row?.ok, row?.kink]).toEqual([true, [[0, 0]]]);
  });

  it("is not marked with a complex step, which takes the side of the hand-written slope", () => {
    const x = column([0, 1, -1]);
    for (const f of [relu, leakyRelu]) {
      const J = (at: { x: Matrix }) => sum(map(at.x, f.value)) as number;
      const [row] = gradientCheck(J, { x }, { x: map(x, f.derivative) }, { method: "complex" }).rows;
      expect([row?.ok, row?.kink]).toEqual([true, undefined]);
    }
  });

  it("is marked and passes even if it is the only entry", () => {
    const x = column([0]);
    const [row] = gradientCheck((at) => sum(map(at.x, relu.value)) as number, { x }, { x: column([0]) }).rows;
    expect(row).toMatchObject({ ok: true, entry: [0, 0], kink: [[0, 0]] });
  });

  it("fails outside of the slopes on its two sides; and a steep curve is not a kink", () => {
    const absolute = (at: { x: Matrix }) => Math.abs(at.x.get([0, 0]));
    expect(gradientCheck(absolute, { x: column([0]) }, { x: column([1000]) }).ok).toBe(false);
    expect(gradientCheck(absolute, { x: column([0]) }, { x: column([0.5]) }).ok).toBe(true);
    const inverse = (at: { x: Matrix }) => 1 / at.x.get([0, 0]);
    expect(gradientCheck(inverse, { x: column([1e-5]) }, { x: column([1e10]) }).ok).toBe(false);
  });
});
