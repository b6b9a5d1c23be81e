import fc from "fast-check";
import { type Complex, complex } from "mathjs";
import { describe, expect, it } from "vitest";
import { complexStep } from "../../src/index";
import { activations } from "./arbitraries";
import { activationPoints } from "./fixture";

/** The error relative to at least 1e-290: sigmoid is never below 3e-308, on purpose. */
const relativeError = (actual: number, exact: number) =>
  Math.abs(actual - exact) / Math.max(Math.abs(exact), 1e-290);

describe.each(activations)("$name", (f) => {
  it("agrees with 50-digit arithmetic from −1000 to 1000, as does its derivative", () => {
    const points = activationPoints[f.name] ?? [];
    expect(points.length).toBe(19);
    for (const [z, value, slope] of points) {
      expect(relativeError(f.value(z), value), `value at ${z}`).toBeLessThan(1e-14);
      expect(relativeError(f.derivative(z), slope), `slope at ${z}`).toBeLessThan(1e-14);
    }
  });

  it("is finite for every finite number", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (z) => {
        expect(Number.isFinite(f.value(z))).toBe(true);
        expect(Number.isFinite(f.derivative(z))).toBe(true);
      }),
    );
  });

  it("has the same value for a complex number on the real axis as for the real number", () => {
    fc.assert(
      fc.property(fc.double({ min: -1000, max: 1000, noNaN: true }), (z) => {
        const value: Complex = f.value(complex(z, 0));
        expect(Math.abs(value.re - f.value(z))).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(z)));
        expect(value.im === 0).toBe(true);
      }),
    );
  });

  it("has the derivative that a complex step measures", () => {
    fc.assert(
      fc.property(fc.double({ min: -300, max: 300, noNaN: true }), (z) => {
        const slope = complexStep((w) => f.value(w), z);
        expect(Math.abs(slope - f.derivative(z))).toBeLessThanOrEqual(1e-14 * Math.abs(f.derivative(z)));
      }),
    );
  });

  it("accepts complex numbers up to ±1000", () => {
    for (const z of [-1000, 1000]) expect(complexStep((w) => f.value(w), z)).toBeCloseTo(f.derivative(z), 14);
  });

  it("has as derivative the slope to the left at its kinks, and has no other kinks", () => {
    for (const z of f.kinks) {
      expect(f.derivative(z)).toBe(f.derivative(z - 1e-9));
      expect(f.derivative(z)).not.toBe(f.derivative(z + 1e-9));
    }
    expect(f.kinks).toEqual(["relu", "leakyRelu"].includes(f.name) ? [0] : []);
  });
});
