import { describe, expect, it } from "vitest";
import { nllVariants } from "../../../src/experiments/index";

describe("the printed NLL", () => {
  const grid = Array.from({ length: 199 }, (_, k) => (k + 1) / 200);

  it("has the derivative of its value in every reading", () => {
    for (const { value, derivative } of Object.values(nllVariants))
      for (const pHat of grid) {
        const h = 1e-6 * pHat * (1 - pHat);
        const measured = (value(pHat + h, 0.05) - value(pHat - h, 0.05)) / (2 * h);
        expect(Math.abs(derivative(pHat, 0.05) - measured)).toBeLessThan(1e-4 * (1 + Math.abs(measured)));
      }
  });

  it("has no minimum inside as −A + B and −A − B, and one at p as a product", () => {
    const at = (name: keyof typeof nllVariants) =>
      grid.map((pHat) => Math.sign(nllVariants[name].derivative(pHat, 0.05)));
    expect(new Set(at("plus"))).toEqual(new Set([1]));
    expect(
      at("minus")
        .slice(0, 9)
        .every((sign) => sign > 0),
    ).toBe(true);
    expect(
      at("minus")
        .slice(10)
        .every((sign) => sign < 0),
    ).toBe(true);
    expect(
      at("product")
        .slice(0, 9)
        .every((sign) => sign < 0),
    ).toBe(true);
    expect(
      at("product")
        .slice(10)
        .every((sign) => sign > 0),
    ).toBe(true);
  });
});
