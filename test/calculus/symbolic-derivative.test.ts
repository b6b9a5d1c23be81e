import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { symbolicDerivative } from "../../src/calculus/symbolic-derivative";
import { centralDifference, compareDerivatives, relu, sigmoid } from "../../src/index";
import { activations } from "../model/arbitraries";

describe.each(activations)("$name", (f) => {
  it("has a formula whose symbolic derivative equals the hand-written one, from −30 to 30", () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (z) => {
        fc.pre(f.kinks.every((kink) => Math.abs(z - kink) > 1e-9));
        const difference = Math.abs(symbolicDerivative(f).value(z) - f.derivative(z));
        expect(difference).toBeLessThanOrEqual(4e-14 * Math.max(f.derivative(z), 1e-3));
      }),
    );
  });

  it("is compared at 21 points without the kinks, and the largest difference is rounding", () => {
    const { rows, largest } = compareDerivatives(f);
    expect(rows.length).toBe(21 - f.kinks.length);
    expect(largest).toBe(Math.max(...rows.map((row) => row.difference)));
    expect(largest).toBeLessThan(1e-15);
  });
});

it("symbolicDerivative returns the formula and its derivative as text", () => {
  expect(symbolicDerivative(sigmoid)).toMatchObject({
    name: "sigmoid",
    formula: "1 / (1 + exp(-z))",
    derivative: "exp(-z) / (exp(-z) + 1) ^ 2",
  });
});

it("compareDerivatives finds a wrong hand-written derivative", () => {
  const wrong = { ...sigmoid, derivative: (z: number) => sigmoid.value(z) };
  expect(compareDerivatives(wrong).largest).toBeGreaterThan(0.1);
});

it("symbolicDerivative overflows where the hand-written derivative does not, and is 0/0 at a kink", () => {
  expect(symbolicDerivative(sigmoid).value(-1000)).toBeNaN();
  expect(sigmoid.derivative(-1000)).toBeCloseTo(0, 300);
  expect(symbolicDerivative(relu).value(0)).toBeNaN();
});

it("symbolicDerivative equals the slope that a central difference measures, for any formula", () => {
  const { value } = symbolicDerivative({ name: "wave", formula: "z^3 * sin(z)" });
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (z) => {
      expect(value(z)).toBeCloseTo(
        centralDifference((t) => t ** 3 * Math.sin(t), z),
        6,
      );
    }),
  );
});
