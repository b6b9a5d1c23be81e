import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { misconceptions } from "../../../src/autoencoder/misconceptions";
import { formulaShape, printFormula, readFormula } from "../../../src/autoencoder/notation";
import type { QuestionId } from "../../../src/autoencoder/question";
import { judge } from "../../../src/grading/judge";
import { hasShape } from "../../../src/notation/shapes";
import { expressionIn } from "../../../src/notation/tree";
import { answers, formulaIds, knownErrorsFor, referenceOf, valueIn } from "../../autoencoder/fixture";
import { rewritten } from "../../notation/rewrites";

/** Wrong answers to each question, each with the misconceptions that it shows. */
const diagnoses: Readonly<Partial<Record<QuestionId, readonly (readonly [string, ...string[]])[]>>> = {
  b: [
    ["y - ypred", "sign"],
    ["2 (ypred - y)", "factor"],
    ["(ypred - y)/d", "average"],
    ["-1/d (ypred - y)", "sign", "average"],
    ["(ypred - y)/N", "average-points"],
    ["eta (ypred - y)", "rate-in-gradient"],
    ["ypred + y", "sign-inside"],
    ["-ypred - y", "sign-inside", "sign"],
    ["ypred", "missing-term"],
    ["-y", "missing-term", "sign"],
    ["(ypred - y)^T", "transposed"],
    ["ypred - x", "x-for-y"],
    ["z2 - y", "z-for-a"],
    ["y - x", "y-for-ypred", "x-for-y"],
    ["J", "not-differentiated"],
    ["42", "wrong-shape"],
    ["x^T x", "wrong-shape"],
    ["1/2 (ypred - y)^T (ypred - y)", "not-differentiated"],
    ["(ypred - y) * (ypred - y)", "not-differentiated"],
    ["(ypred - y) * df2/dz2", "other-part"],
    ["ypred - ypred", "zero"],
    ["dJ/dypred", "restates"],
    ["W1 x", "wrong-shape"],
    ["y/(eta - eta)", "no-value"],
    ["z2 * y", "other"],
  ],
  c: [
    ["-dJ/dypred * df2/dz2", "sign"],
    ["(y - ypred) * df2/dz2", "sign"],
    ["2 dJ/dypred * df2/dz2", "factor"],
    ["dJ/dypred", "missing-slope"],
    ["ypred - y", "missing-slope"],
    ["df2/dz2", "missing-factor"],
    ["dJ/dypred * df2/dz2 * df2/dz2", "extra-slope"],
    ["dJ/dypred * ypred", "value-for-slope"],
    ["dJ/dypred * f2(z2)", "value-for-slope"],
    ["dJ/dypred * z2", "value-for-slope"],
    ["dJ/dypred df2/dz2", "product-for-elementwise"],
    ["dJ/dypred^T df2/dz2", "inner-product"],
    ["dJ/dypred df2/dz2^T", "outer-product"],
    ["(dJ/dypred * df2/dz2)^T", "transposed"],
    ["dJ/dypred * df1/dz1", "symbol"],
    ["(ypred - x) * df2/dz2", "x-for-y"],
    ["(ypred + y) * df2/dz2", "sign-inside"],
    ["dJ/dypred * df2/dz2/m", "average"],
    ["dJ/dz2", "restates"],
    ["dJ/db2", "restates"],
    ["dJ/dz2 = dJ/dypred", "missing-slope"],
    ["dJ/dW2 = dJ/dz2 a1^T", "other-part"],
    ["0 y", "zero"],
  ],
  d: [
    ["-dJ/dz2 a1^T", "sign"],
    ["(y - ypred) * df2/dz2 a1^T", "sign"],
    ["3 dJ/dz2 a1^T", "factor"],
    ["J dJ/dz2 a1^T", "factor"],
    ["dJ/dz2 a1^T/m", "average"],
    ["eta dJ/dz2 a1^T", "rate-in-gradient"],
    ["-eta dJ/dz2 a1^T", "sign", "rate-in-gradient"],
    ["dJ/dypred a1^T", "missing-slope"],
    ["(dJ/dz2 * df2/dz2) a1^T", "extra-slope"],
    ["dJ/dz2 (a1 * df1/dz1)^T", "extra-slope"],
    ["dJ/dz2", "missing-factor"],
    ["a1^T", "missing-factor"],
    ["a1", "missing-factor", "transposed"],
    ["dJ/dz2 a1", "missing-transpose"],
    ["dJ/dz2^T a1^T", "extra-transpose"],
    ["dJ/dz2^T a1", "misplaced-transpose"],
    ["a1 dJ/dz2^T", "transposed"],
    ["a1^T dJ/dz2", "product-order"],
    ["a1 dJ/dz2", "product-order", "missing-transpose"],
    ["dJ/dz2 * a1^T", "elementwise-for-product"],
    ["dJ/dz2 * a1", "elementwise-for-product"],
    ["dJ/dz2 x^T", "x-for-a1"],
    ["dJ/dz2 z1^T", "z-for-a"],
    ["dJ/dypred x^T", "missing-slope", "x-for-a1"],
    ["x dJ/dz2^T", "x-for-a1", "transposed"],
    ["dJ/dz1 x^T", "other-part"],
    ["dJ/dW2", "restates"],
    ["0", "zero"],
    ["W2 := dJ/dz2 a1^T", "wrong-target"],
    ["dJ/dz2 f1(W2 x + b1)^T", "W2-for-W1"],
    ["dJ/dz2 a1^T + 1", "shapes"],
  ],
  e: [
    ["W2 + eta dJ/dW2", "ascent"],
    ["W2 := W2 + eta dJ/dW2", "ascent"],
    ["W2 - dJ/dW2", "missing-rate"],
    ["W2 + dJ/dW2", "ascent", "missing-rate"],
    ["-eta dJ/dW2", "change-only"],
    ["W2 := eta dJ/dW2", "change-only", "ascent"],
    ["dJ/dW2", "change-only", "ascent", "missing-rate"],
    ["W2", "no-step"],
    ["W1 := W1 - eta dJ/dW1", "wrong-target"],
    ["W1 - eta dJ/dW1", "wrong-target"],
    ["b2 := b2 - eta dJ/db2", "wrong-target"],
    ["W2 - 2 eta dJ/dW2", "step-factor"],
    ["W2 - eta/N dJ/dW2", "average-points"],
    ["W2 - eta/d dJ/dW2", "average"],
    ["W2 - eta dJ/dypred a1^T", "missing-slope"],
    ["W2 - eta dJ/dz2 z1^T", "z-for-a"],
    ["W2 - eta dJ/dW2^T", "extra-transpose"],
    ["W2 - eta dJ/dz2 * a1^T", "elementwise-for-product"],
    ["W2 - eta dJ/dW1", "symbol"],
    ["W2 - 5", "shapes"],
    ["W2 - W2", "zero"],
    ["W2 dJ/dW2^T W2", "other"],
  ],
  "dJ/db2": [
    ["-dJ/dz2", "sign"],
    ["dJ/dypred", "missing-slope"],
    ["dJ/dz2 * df2/dz2", "extra-slope"],
    ["dJ/dz2^T", "transposed"],
    ["dJ/dz2 a1^T", "other-part"],
    ["dJ/dz2/d", "average"],
    ["dJ/db2", "restates"],
  ],
  "dJ/da1": [
    ["W2 dJ/dz2", "missing-transpose"],
    ["W2^T * dJ/dz2", "elementwise-for-product"],
    ["dJ/dz2 W2^T", "product-order"],
    ["dJ/dz2 W2", "product-order", "missing-transpose"],
    ["dJ/dz2^T W2", "transposed"],
    ["W1 dJ/dz2", "W1-for-W2"],
    ["W2^T dJ/dypred", "missing-slope"],
    ["W2^T dJ/dz2 * df1/dz1", "other-part"],
    ["-W2^T dJ/dz2", "sign"],
    ["dJ/dz2", "missing-factor"],
  ],
  "dJ/dz1": [
    ["dJ/da1", "missing-slope"],
    ["W2^T dJ/dz2", "missing-slope"],
    ["dJ/da1 * a1", "value-for-slope"],
    ["dJ/da1 df1/dz1", "product-for-elementwise"],
    ["dJ/da1^T df1/dz1", "inner-product"],
    ["dJ/da1 * df2/dz2", "symbol"],
    ["dJ/da1 * df1/dz1 * df1/dz1", "extra-slope"],
    ["-dJ/da1 * df1/dz1", "sign"],
    ["W1 dJ/dz2 * df1/dz1", "W1-for-W2"],
    ["dJ/db1", "restates"],
  ],
  "dJ/dW1": [
    ["dJ/da1 x^T", "missing-slope"],
    ["dJ/dz1 x", "missing-transpose"],
    ["x dJ/dz1^T", "transposed"],
    ["x^T dJ/dz1", "product-order"],
    ["dJ/dz1 * x^T", "elementwise-for-product"],
    ["dJ/dz1^T x", "misplaced-transpose"],
    ["dJ/dz1 a1^T", "a1-for-x"],
    ["dJ/dz1", "missing-factor"],
    ["dJ/dz2 a1^T", "other-part"],
    ["dJ/dz1 x^T/m", "average"],
    ["-dJ/dz1 x^T", "sign"],
    ["(W2 dJ/dz2 * df1/dz1) x^T", "missing-transpose"],
  ],
  "dJ/db1": [
    ["dJ/da1", "missing-slope"],
    ["dJ/dz1 * df1/dz1", "extra-slope"],
    ["dJ/dz1 x^T", "other-part"],
    ["-dJ/dz1", "sign"],
    ["2 dJ/dz1", "factor"],
  ],
};

const cases = Object.entries(diagnoses).flatMap(([part, rows = []]) =>
  rows.map(([answer, ...ids]) => ({ part: part as QuestionId, answer, ids })),
);

describe("diagnose", () => {
  for (const { part, answer, ids } of cases)
    it(`finds ${ids.join(" and ")} in the answer ${answer} to (${part})`, () => {
      const verdict = judge(part, answer);
      expect(verdict.verdict).toBe("incorrect");
      expect(verdict.misconceptions.map(({ id }) => id)).toEqual(ids);
      expect(verdict.misconception).toBe(ids[0]);
      expect(verdict.feedback.length).toBeGreaterThan(0);
      expect(verdict.hint).not.toBeNull();
    });

  it("is tested for every misconception that a formula can show", () => {
    const seen = new Set(cases.flatMap(({ ids }) => ids));
    expect(Object.keys(misconceptions).filter((id) => !notFormula.test(id) && !seen.has(id))).toEqual([]);
  });
});

/** Misconceptions that only shapes and claims can show. */
const notFormula = /^(?:shape-|wide|test-|deeper|linear|depth|penalty|average-(?:on|at))/;

describe("a diagnosis", () => {
  it("is the same for every equal form of a wrong answer", () => {
    const shaped = cases.filter(({ answer, part }) => {
      const tree = expressionIn(readFormula(answer));
      return hasShape(formulaShape(tree)) && valueIn(tree, referenceOf(part).assumptions) !== undefined;
    });
    // These misconceptions depend on how the answer is written, not only on its value.
    const written = new Set([
      "restates",
      "wrong-target",
      "other",
      "symbol",
      "wrong-shape",
      "missing-transpose",
    ]);
    const values = shaped.filter(
      ({ ids, answer }) => !ids.some((id) => written.has(id)) && !/[=←]/.test(answer),
    );
    expect(values.length).toBeGreaterThan(80);
    fc.assert(
      fc.property(
        fc.constantFrom(...values).chain(({ part, answer, ids }) =>
          rewritten(fc.constant(expressionIn(readFormula(answer)))).map(([, tree]) => ({
            part,
            ids,
            tree,
          })),
        ),
        ({ part, ids, tree }) => {
          const text = printFormula(tree);
          const { misconceptions: found, problem } = judge(part, text);
          if (problem === "limit" || found[0]?.id === "restates") return;
          expect({ text, found: found.map(({ id }) => id) }).toEqual({ text, found: ids });
        },
      ),
      { numRuns: 400 },
    );
  });

  it("never takes the right answer for a known error, not even up to a factor", () => {
    for (const id of ["b", "c", "d", "dJ/db2", "dJ/da1", "dJ/dz1", "dJ/dW1", "dJ/db1"] as const) {
      const right = valueIn(referenceOf(id).tree, referenceOf(id).assumptions)?.direction;
      expect(knownErrorsFor(id).size).toBeGreaterThan(10);
      expect(knownErrorsFor(id).has(right ?? "")).toBe(false);
    }
  });

  it("is specific for every common mistake that the question lists", () => {
    for (const [part, { commonMistakes }] of Object.entries(answers)) {
      if (!formulaIds.includes(part as QuestionId)) continue;
      for (const { answer } of commonMistakes ?? []) {
        const { verdict, misconception } = judge(part as QuestionId, answer);
        expect({ answer, verdict }).toEqual({ answer, verdict: "incorrect" });
        expect(["other", "shapes", "wrong-shape"], answer).not.toContain(misconception);
      }
    }
  });
});
