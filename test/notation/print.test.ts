import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formulaLatex, formulaWords, printFormula, readFormula } from "../../src/autoencoder/notation";
import { limits } from "../../src/notation/syntax-errors";
import { type Formula, nodeCount } from "../../src/notation/tree";
import { parameters, vocabulary } from "../autoencoder/fixture";
import { anyTrees, expressions } from "./arbitraries";

const assignments = fc
  .tuple(fc.constantFrom(...parameters, "dJ/dW2", "z1"), expressions)
  .map(([target, value]): Formula => ({ type: "assignment", target, value }));

/** `A = B = C`. A chain cannot start with one symbol, because that would be an assignment. */
const chains = fc
  .tuple(
    fc.oneof(
      assignments,
      expressions.filter(({ type }) => type !== "name"),
    ),
    fc.array(expressions, { minLength: 1, maxLength: 3 }),
  )
  .map(([first, values]) =>
    values.reduce((head: Formula, value): Formula => ({ type: "chain", head, value }), first),
  );

const lines: fc.Arbitrary<Formula> = fc.oneof(expressions, anyTrees, assignments, chains);

/** Whether a formula and its text are within the limits. */
const within = (formula: Formula, text: string): boolean =>
  nodeCount(formula) <= limits.nodes && text.length <= limits.length;

describe("the printers of formulas", () => {
  it("return plain text that parses to the same tree", () => {
    fc.assert(
      fc.property(lines, (formula) => {
        const text = printFormula(formula);
        fc.pre(within(formula, text));
        expect(readFormula(text)).toEqual(formula);
      }),
      { numRuns: 500 },
    );
  });

  it("return LaTeX that parses to the same tree", () => {
    fc.assert(
      fc.property(lines, (formula) => {
        const text = formulaLatex(formula);
        fc.pre(within(formula, text));
        expect(readFormula(text)).toEqual(formula);
      }),
      { numRuns: 500 },
    );
  });

  it("print every symbol in plain text, LaTeX and Unicode that parse to the symbol", () => {
    for (const [name, { latex }] of vocabulary) {
      expect(readFormula(name), name).toEqual({ type: "name", name });
      expect(readFormula(latex), latex).toEqual({ type: "name", name });
      const unicode = name.replace(/^d(.+)\/d(.+)$/, "∂$1/∂$2");
      expect(readFormula(unicode), unicode).toEqual({ type: "name", name });
    }
  });

  it("return different words for different formulas", () => {
    fc.assert(
      fc.property(anyTrees, anyTrees, (first, second) => {
        fc.pre(printFormula(first) !== printFormula(second));
        expect(formulaWords(first)).not.toBe(formulaWords(second));
      }),
      { numRuns: 500 },
    );
  });

  it("return the same text for a tree however it was typed", () => {
    const typed = "\\left( {W^{(2)}}^\\top \\frac{\\partial J}{\\partial z^{(2)}} \\right) \\odot f_1'(z_1)";
    expect(printFormula(readFormula(typed))).toBe("(W2^T dJ/dz2) * f1'(z1)");
    expect(formulaWords(readFormula(typed))).toBe(
      "the quantity W 2 transposed times the partial of J with respect to z 2, end of quantity, times element by element f 1 prime of z 1",
    );
    expect(formulaLatex(readFormula("ypred^T y"))).toBe("{y^{\\text{pred}}}^{\\mathsf T} \\, y");
  });
});
