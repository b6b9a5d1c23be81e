import fc from "fast-check";
import { matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { centralDifference, column, penalties } from "../../src/index";
import { penaltyPoints } from "./fixture";

const all = Object.values(penalties);
const inside = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe.each(all)("$name", (penalty) => {
  it("agrees with 50-digit arithmetic, as does its derivative", () => {
    const points = penaltyPoints[penalty.name] ?? [];
    expect(points.length).toBe(18);
    for (const [pHat, p, value, slope] of points) {
      expect(Math.abs(penalty.value(pHat, p) - value)).toBeLessThan(1e-14 * Math.max(1, Math.abs(value)));
      expect(Math.abs(penalty.derivative(pHat, p) - slope)).toBeLessThan(
        1e-12 * Math.max(1, Math.abs(slope)),
      );
    }
  });

  it("has the derivative that a central difference measures", () => {
    fc.assert(
      fc.property(inside, inside, (pHat, p) => {
        const slope = centralDifference((q) => penalty.value(q, p), pHat, 1e-3 * Math.min(pHat, 1 - pHat));
        const size = Math.max(1, Math.abs(slope), p / pHat, (1 - p) / (1 - pHat));
        expect(Math.abs(penalty.derivative(pHat, p) - slope)).toBeLessThan(1e-5 * size);
      }),
    );
  });

  it("of a column is the sum over its units, and its derivative is a column", () => {
    fc.assert(
      fc.property(fc.array(inside, { minLength: 1, maxLength: 6 }), inside, (units, p) => {
        const sum = units.reduce((total, unit) => total + penalty.value(unit, p), 0);
        expect(penalty.value(column(units), p)).toBeCloseTo(sum, 12);
        expect(penalty.derivative(column(units), p)).toEqual(
          column(units.map((unit) => penalty.derivative(unit, p))),
        );
      }),
    );
  });

  it("is finite at 0 and at 1, as is its derivative", () => {
    for (const p of [0, 0.05, 1])
      for (const pHat of [0, 5e-324, 1e-300, 1 - 2 ** -53, 1]) {
        expect(Number.isFinite(penalty.value(pHat, p)), `value(${pHat}, ${p})`).toBe(true);
        expect(Number.isFinite(penalty.derivative(pHat, p)), `derivative(${pHat}, ${p})`).toBe(true);
      }
  });

  it.each<[string, () => unknown, string]>([
    ["a p of 5", () => penalty.value(0.1, 5), "p is 5, expected a number from 0 to 1 such as 0.05."],
    [
      "a p of NaN",
      () => penalty.derivative(0.1, Number.NaN),
      "p is NaN, expected a number from 0 to 1 such as 0.05.",
    ],
    ["a row of units", () => penalty.value(matrix([[0.1, 0.2]]), 0.05), "pHat is 1×2, expected m×1."],
    [
      "a NaN unit",
      () => penalty.value(Number.NaN, 0.05),
      "pHat is NaN, expected a finite number or an m×1 matrix.",
    ],
  ])("refuses %s", (_, call, message) => expect(call).toThrow(new Error(message)));
});

it("hinge is constant from p̂ = 1 on, where max(0, …) is 0", () => {
  for (const pHat of [1, 1.2, 1.9, 3])
    expect([penalties.hinge.value(pHat, 0.05), penalties.hinge.derivative(pHat, 0.05)]).toEqual([0, 0]);
});

describe("the minimum", () => {
  const least = (name: keyof typeof penalties, p: number) => {
    const grid = Array.from({ length: 1001 }, (_, k) => k / 1000);
    return grid.reduce((a, b) => (penalties[name].value(b, p) < penalties[name].value(a, p) ? b : a));
  };
  it.each([0.05, 0.01, 0.3])("for p = %f is at p for kl and squared, at 0 for l2, at 1 for hinge", (p) => {
    expect(least("kl", p)).toBe(p);
    expect(least("squared", p)).toBe(p);
    expect(least("l2", p)).toBe(0);
    expect(least("hinge", p)).toBe(1);
  });

  it("of kl and squared is 0 with derivative 0 at p, and both are above 0 elsewhere", () => {
    fc.assert(
      fc.property(inside, inside, (pHat, p) => {
        for (const { value, derivative } of [penalties.kl, penalties.squared]) {
          expect(value(p, p)).toBeCloseTo(0, 15);
          expect(derivative(p, p)).toBeCloseTo(0, 12);
          if (Math.abs(pHat - p) > 1e-6) {
            expect(value(pHat, p)).toBeGreaterThan(0);
            expect(Math.sign(derivative(pHat, p))).toBe(Math.sign(pHat - p));
          }
        }
      }),
    );
  });
});

it("through a sigmoid, kl still pulls on dead and saturated units, and squared hardly does", () => {
  const pull = (name: "kl" | "squared", pHat: number) =>
    penalties[name].derivative(pHat, 0.05) * pHat * (1 - pHat);
  for (const dead of [1e-6, 1e-12, 1e-100, 1e-300]) {
    expect(pull("kl", dead)).toBeCloseTo(-0.05, 5);
    expect(Math.abs(pull("squared", dead))).toBeLessThan(1e-6);
  }
  expect(pull("kl", 1 - 1e-12)).toBeCloseTo(0.95, 5);
  expect(Math.abs(pull("squared", 1 - 1e-12))).toBeLessThan(1e-11);
});

it("kl refuses averages outside 0 to 1", () => {
  expect(() => penalties.kl.value(-0.2, 0.05)).toThrow(
    new Error("pHat has the entry -0.2, but kl needs averages from 0 to 1, as of sigmoid units."),
  );
  expect(penalties.squared.value(-0.2, 0)).toBeCloseTo(0.04, 15);
});
