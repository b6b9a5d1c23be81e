import { describe, expect, it } from "vitest";
import { derive, readFormula } from "../../src/autoencoder/notation";
import { expressionIn } from "../../src/notation/tree";

describe("derive", () => {
  it("proves the derivation of each partial of the question, line by line", () => {
    const derivations: readonly (readonly [string, string])[][] = [
      [
        ["dJ/dypred", "part (b)"],
        ["= 1/2 (2 (ypred - y))", "the slope of each square"],
        ["= ypred - y", "½ cancels 2"],
      ],
      [
        ["dJ/dz2", "part (c)"],
        ["= diag(df2/dz2) dJ/dypred", "the Jacobian of an element-wise function is diagonal"],
        ["= dJ/dypred * df2/dz2", "a diagonal matrix scales row by row"],
        ["= (ypred - y) * f2'(z2)", "part (b)"],
      ],
      [
        ["dJ/dW2 = dJ/dz2 (dz2/dW2)^T", "the book-keeping rule"],
        ["= dJ/dz2 a1^T", "z2 = W2 a1 + b2"],
        ["= dJ/dz2 f1(W1 x + b1)^T", "the forward pass"],
      ],
      [
        ["W2 := W2 - eta dJ/dW2", "part (e)"],
        ["W2 := W2 - eta dJ/dz2 a1^T", "part (d)"],
      ],
      [
        ["dJ/dW1", "the hidden layer"],
        ["= dJ/dz1 x^T", "as in part (d)"],
        ["= (dJ/da1 * df1/dz1) x^T", "as in part (c)"],
        ["= ((W2^T dJ/dz2) * df1/dz1) x^T", "z2 = W2 a1 + b2"],
        ["= W2^T dJ/dypred * df2/dz2 * df1/dz1 x^T", "part (c)"],
      ],
    ];
    for (const lines of derivations) {
      const derivation = derive(lines);
      expect(derivation.lines.map((line) => line.why)).toEqual(lines.map(() => undefined));
      expect(derivation.lines.map((line) => line.proof)).toEqual(
        lines.map((_, k) => (k ? "equal" : "start")),
      );
      expect(derivation.proven).toBe(true);
    }
  });

  it("returns each line in LaTeX and in words, with its shape and reason", () => {
    expect(derive([["= dJ_dz2 a1'", "an outer product"]]).lines).toEqual([
      {
        text: "dJ/dz2 a1^T",
        reason: "an outer product",
        tree: readFormula("dJ/dz2 a1^T"),
        latex: "\\frac{\\partial J}{\\partial z_2} \\, a_1^{\\mathsf T}",
        words: "the partial of J with respect to z 2 times a 1 transposed",
        shape: ["d", "m"],
        proof: "start",
      },
    ]);
  });

  const mistakes: readonly [before: string, line: string, why: string][] = [
    ["dJ/dypred", "= y - ypred", "this is the negative of the line before"],
    ["dJ/dW2", "= dJ/dz2 a1", "cannot multiply d×1 by m×1"],
    ["dJ/dW2", "= a1 dJ/dz2^T", "this is m×d, and the line before is d×m: its transpose"],
    ["dJ/dW2", "= x", "this is d×1, and the line before is d×m"],
    ["dJ/dz2", "= dJ/dypred", "this does not equal the line before"],
    [
      "dJ/dz2",
      "= dJ/dypred +",
      "At 14 a symbol, a number or a parenthesis was expected, but the formula ends with an operator.",
    ],
    ["dJ/dz2", "dJ/dypred = y", "dJ/dypred does not equal y"],
    ["W2 := W2 - eta dJ/dW2", "b2 := W2 - eta dJ/dW2", "b2 is d×1, but its value is d×m"],
    ["b2 := b2 - eta dJ/db2", "z2 = b2", "z2 does not equal b2"],
    ["y", "= y/(eta - eta)", "this has no value: it divides by zero"],
  ];
  for (const [before, line, why] of mistakes)
    it(`marks the line "${line}" after ${before} as wrong: ${why}`, () => {
      const derivation = derive([
        [before, "so far"],
        [line, "a mistake"],
      ]);
      expect(derivation.proven).toBe(false);
      expect(derivation.lines[1]).toMatchObject({ reason: "a mistake", proof: "wrong", why });
    });

  it("compares the line after a wrong one with the last line that has a value", () => {
    const { lines } = derive([
      ["dJ/dW2", ""],
      ["= dJ/dz2 a1", ""],
      ["= dJ/dz2 a1^T", ""],
    ]);
    expect(lines.map((line) => line.proof)).toEqual(["start", "wrong", "equal"]);
  });

  it("checks each step of a line that is a chain", () => {
    const { lines } = derive([
      ["dJ/dW2 = dJ/dz2 a1^T = (a1 dJ/dz2^T)^T", ""],
      ["= dJ/dz2 x^T = dJ/dz2 a1^T", ""],
    ]);
    expect(lines.map((line) => line.proof)).toEqual(["start", "wrong"]);
    expect(lines[1]?.why).toBe("d×d cannot equal d×m");
  });

  it("uses relations that the caller passes", () => {
    const given = { "dJ/dz2": expressionIn(readFormula("dJ/dypred")) };
    const lines = [
      ["dJ/dW2", "part (d)"],
      ["= dJ/dypred a1^T", "with f2 the identity"],
    ] as const;
    expect(derive(lines, given).proven).toBe(true);
    expect(derive(lines).proven).toBe(false);
  });
});
