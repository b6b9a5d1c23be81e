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

/** `A = B = C`; a symbol alone and `=` begin an assignment. */
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

/** Trees whose text fits into the limits. */
const within = (formula: Formula, text: string): boolean =>
  nodeCount(formula) <= limits.nodes && text.length <= limits.length;

describe("writing a formula", () => {
  it("and reading it gives the same tree", () => {
    fc.assert(
      fc.property(lines, (formula) => {
        const text = printFormula(formula);
        fc.pre(within(formula, text));
        expect(readFormula(text)).toEqual(formula);
      }),
      { numRuns: 500 },
    );
  });

  it("as LaTeX and reading it gives the same tree", () => {
    fc.assert(
      fc.property(lines, (formula) => {
        const text = formulaLatex(formula);
        fc.pre(within(formula, text));
        expect(readFormula(text)).toEqual(formula);
      }),
      { numRuns: 500 },
    );
  });

  it("works for every symbol, in plain text, in LaTeX and in Unicode", () => {
    for (const [name, { latex }] of vocabulary) {
      expect(readFormula(name), name).toEqual({ type: "name", name });
      expect(readFormula(latex), latex).toEqual({ type: "name", name });
      const curly = name.replace(/^d(.+)\/d(.+)$/, "∂$1/∂$2");
      expect(readFormula(curly), curly).toEqual({ type: "name", name });
    }
  });

  it("in words tells different formulas apart", () => {
    fc.assert(
      fc.property(anyTrees, anyTrees, (one, other) => {
        fc.pre(printFormula(one) !== printFormula(other));
        expect(formulaWords(one)).not.toBe(formulaWords(other));
      }),
      { numRuns: 500 },
    );
  });

  it("has one form for one tree: nothing in words or LaTeX is left of the way it was typed", () => {
    const typed = "\\left( {W^{(2)}}^\\top \\frac{\\partial J}{\\partial z^{(2)}} \\right) \\odot f_1'(z_1)";
    expect(printFormula(readFormula(typed))).toBe("(W2^T dJ/dz2) * f1'(z1)");
    expect(formulaWords(readFormula(typed))).toBe(
      "the quantity W 2 transposed times the partial of J with respect to z 2, end of quantity, times element by element f 1 prime of z 1",
    );
    expect(formulaLatex(readFormula("ypred^T y"))).toBe("{y^{\\text{pred}}}^{\\mathsf T} \\, y");
  });
});
