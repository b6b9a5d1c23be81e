import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formulaShape, readFormula, shapeText } from "../../src/autoencoder/notation";
import { symbols } from "../../src/autoencoder/symbols";
import { evaluate } from "../../src/notation/evaluate";
import { hasShape } from "../../src/notation/shapes";
import { points, relations, vocabulary } from "../autoencoder/fixture";
import { expressions } from "./arbitraries";

const shapeOrMessage = (text: string): string => {
  const shape = formulaShape(readFormula(text));
  return hasShape(shape) ? shapeText(shape) : shape.message;
};

describe("formulaShape", () => {
  it("returns the question's shape for each symbol", () => {
    for (const { name, shape } of symbols) expect(shapeOrMessage(name), name).toBe(shapeText(shape));
  });

  it("returns the same shape for both sides of every relation of the question", () => {
    for (const [name, value] of Object.entries(relations))
      expect(formulaShape(value), name).toEqual(vocabulary.get(name)?.shape);
  });

  const cases: readonly [string, string][] = [
    ["dJ/dz2 a1^T", "d×m"],
    ["a1 dJ/dz2^T", "m×d"],
    ["2 W2 a1/3 + b2", "d×1"],
    ["x^T y", "1×1"],
    ["(x^T y) W1", "m×d"],
    ["W1 (x^T y)", "m×d"],
    ["eta * dJ/dW2", "d×m"],
    ["diag(x) W2", "d×m"],
    ["f1(W1 x + b1)^T", "1×m"],
    ["0", "1×1"],
    ["W2 + 0", "d×m"],
    ["0 - W2", "d×m"],
    ["W2 := W2 - eta dJ/dW2", "d×m"],
    ["dJ/dz2 a1", "cannot multiply d×1 by m×1"],
    ["dJ/dz2 * a1^T", "element-wise needs equal shapes: d×1 and 1×m"],
    ["x + b1", "cannot add d×1 and m×1"],
    ["x - b1", "cannot subtract m×1 from d×1"],
    ["W2 - 5", "cannot subtract a scalar from a matrix"],
    ["W2 + eta", "cannot add a scalar to a matrix"],
    ["5 + W2", "cannot add a matrix to a scalar"],
    ["5 - W2", "cannot subtract a matrix from a scalar"],
    ["y/x", "cannot divide by d×1: only a scalar divides"],
    ["diag(W2) x", "diag needs a column, and this is d×m"],
    ["W2 := W2^T", "W2 is d×m, but its value is m×d (its transpose)"],
    ["z1 = W2 a1", "z1 is m×1, but its value is d×1"],
  ];
  for (const [text, expected] of cases)
    it(`returns "${expected}" for ${text}`, () => expect(shapeOrMessage(text)).toBe(expected));

  it("reports the innermost formula whose shapes do not agree", () => {
    const shape = formulaShape(readFormula("eta (W2 + (dJ/dz2 a1)^T)"));
    expect(hasShape(shape) ? shape : shape.at).toEqual(readFormula("dJ/dz2 a1"));
  });

  it("returns the size of the formula's value at every point", () => {
    fc.assert(
      fc.property(expressions, (formula) => {
        const shape = formulaShape(formula);
        if (!hasShape(shape)) throw new Error(shape.message);
        for (const point of points.fixed()) {
          const sizeOf: Readonly<Record<string, number>> = {
            "1": 1,
            d: point.value("x").length,
            m: point.value("b1").length,
            N: Number.NaN,
          };
          const value = evaluate(formula, point);
          expect(sizeOf.d).not.toBe(sizeOf.m);
          expect([value.length, value[0]?.length]).toEqual(shape.map((letter) => sizeOf[letter]));
        }
      }),
      { numRuns: 300 },
    );
  });
});
