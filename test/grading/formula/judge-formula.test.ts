import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equalFormulas, printFormula } from "../../../src/autoencoder/notation";
import type { QuestionId } from "../../../src/autoencoder/question";
import { judge } from "../../../src/grading/judge";
import { formulaIds, referenceOf } from "../../autoencoder/fixture";
import { mutated, rewritten } from "../../notation/rewrites";

const verdictOn = (part: QuestionId, answer: string) => {
  const { verdict, score, feedback } = judge(part, answer);
  return { verdict, score, message: feedback.join(" ") };
};

describe("judgeFormula", () => {
  const right: Partial<Record<QuestionId, readonly string[]>> = {
    b: [
      "ypred - y",
      "-y + ypred",
      "ypred — y",
      "ypred - y + 0",
      "-(y - ypred)",
      "f2(z2) - y",
      "f2(W2 f1(W1 x + b1) + b2) - y",
      "\\hat{y} - y",
      "∂J/∂ypred = ypred − y",
      "dJ/dypred = ypred - y",
    ],
    c: [
      "dJ/dypred * df2/dz2",
      "df2/dz2 * dJ/dypred",
      "(ypred - y) * f2'(z2)",
      "diag(df2/dz2) dJ/dypred",
      "\\frac{\\partial J}{\\partial y^{pred}} \\odot \\frac{\\partial f_2}{\\partial z^{(2)}}",
    ],
    d: [
      "dJ/dz2 a1^T",
      "(a1 (dJ/dz2)^T)^T",
      "(1/2)(2 dJ/dz2) a1^T",
      "dJ/dypred * df2/dz2 (f1(W1 x + b1))^T",
      "dJ/dz2 f1(z1)'",
      "∂J/∂z2 a1ᵀ",
      "\\frac{\\partial J}{\\partial z^{(2)}} {a^{(1)}}^T",
      "dJ/db2 a1^T",
    ],
    e: [
      "W2 - eta dJ/dW2",
      "W2 := W2 - eta dJ/dW2",
      "W_2 ← W_2 − η·∂J/∂W_2",
      "W2 = W2 - eta dJ/dz2 a1^T",
      "W2 := -eta dJ/dW2 + W2",
    ],
    "dJ/db2": ["dJ/dz2", "dJ/dypred * df2/dz2"],
    "dJ/da1": ["W2^T dJ/dz2", "(dJ/dz2^T W2)^T"],
    "dJ/dz1": ["dJ/da1 * df1/dz1", "(W2^T dJ/dz2) * f1'(z1)"],
    "dJ/dW1": ["dJ/dz1 x^T", "W2^T dJ/dz2 * df1/dz1 x^T", "dJ/db1 x^T"],
    "dJ/db1": ["dJ/dz1", "dJ/da1 * df1/dz1"],
  };
  for (const [part, answers = []] of Object.entries(right))
    for (const answer of answers)
      it(`gives full marks for ${answer} in (${part})`, () => {
        const verdict = judge(part as QuestionId, answer);
        expect(verdict).toMatchObject({
          verdict: "correct",
          score: verdict.maxScore,
          misconception: null,
          hint: null,
        });
        expect(verdict.shape).toBe(verdict.expectedShape);
      });
});

describe("judgeFormula, for an answer that it cannot read", () => {
  for (const [answer, problem, message] of [
    ["(ypred - y", "bracket", "The parenthesis at 1 is not closed."],
    ["ypred -", "syntax", "At 8 a symbol, a number or a parenthesis was expected"],
    ["2 Ypred - y", "name", "did you mean ypred?"],
    ["", "empty", "There is no answer here yet."],
    ["  …", "empty", "There is no answer here yet."],
    ["y".repeat(601), "limit", "A formula may have 600 characters"],
  ] as const)
    it(`returns "invalid" with the problem "${problem}" for "${answer.slice(0, 20)}"`, () => {
      const verdict = judge("b", answer);
      expect(verdict).toMatchObject({ verdict: "invalid", score: 0, maxScore: 1, problem });
      expect(verdict.feedback.join(" ")).toContain(message);
      expect(verdict.misconception).toBeNull();
      expect(verdict.hint).not.toBeNull();
    });
});

describe("judgeFormula, for a wrong shape", () => {
  for (const [part, answer, message] of [
    ["d", "0", "The answer should be a d×m matrix; this is a scalar."],
    ["d", "dJ/dz2 a1", "cannot multiply d×1 by m×1"],
    ["d", "dJ/dz2 * a1^T", "element-wise needs equal shapes: d×1 and 1×m"],
    ["d", "a1 dJ/dz2^T", "The answer should be d×m; yours is m×d (its transpose)."],
    ["d", "dJ/dz2 x^T", "The answer should be d×m; yours is d×d."],
    ["d", "dJ/dz2 a1^T + W1 x", "cannot add d×m and m×1"],
    ["d", "f1(W1^T x) dJ/dz2^T", "The shapes do not agree in W1^T x: cannot multiply d×m by d×1."],
    ["e", "W2 - 5", "cannot subtract a scalar from a matrix"],
    ["e", "W2 - eta dJ/dz2", "cannot subtract d×1 from d×m"],
    ["b", "(ypred - y)^T", "The answer should be d×1; yours is 1×d (its transpose)."],
    ["c", "dJ/dypred^T df2/dz2", "The answer should be a d×1 column; this is a scalar."],
  ] as const)
    it(`explains ${answer} in (${part}) with: ${message}`, () => {
      const { verdict, score, message: actual } = verdictOn(part, answer);
      expect({ verdict, score }).toEqual({ verdict: "incorrect", score: 0 });
      expect(actual).toContain(message);
    });
});

describe("judgeFormula, for an ambiguous answer", () => {
  it("takes the reading whose shapes agree", () => {
    const { reading, feedback } = judge("d", "dJ/dypred * df2/dz2 a1^T");
    expect(reading).toBe("(dJ/dypred * df2/dz2) a1^T");
    expect(feedback).toEqual([]);
  });

  it("takes the right reading if there is one, and says so", () => {
    const { verdict, feedback } = judge("dJ/db2", "x^T x * dJ/dz2/(x^T x)");
    expect(verdict).toBe("correct");
    expect(feedback.join()).toMatch(
      /^This was read as \(x\^T x\) \* .*; it could also mean x\^T \(x \* .*\./,
    );
  });

  it("says which reading it took if none is right", () =>
    expect(judge("b", "x^T x * y").feedback.join(" ")).toContain(
      "This was read as (x^T x) * y; it could also mean x^T (x * y).",
    ));
});

const references = fc.constantFrom(...formulaIds).map(referenceOf);

describe("judgeFormula, for a chain of equations", () => {
  const broken = (left: string, right: string): string =>
    `In a chain of equations the last expression counts. One step before it does not hold: ${left} does not equal ${right}.`;

  it.each<[QuestionId, string]>([
    ["b", "dJ/dypred = 2·½(ypred−y) = ypred − y"],
    ["b", "½·2(ypred − y) = ypred − y"],
    ["c", "dJ/dz2 &= dJ/dypred * df2/dz2 \\\\ &= (ypred - y) * df2/dz2"],
    ["d", "dJ/dW2 = dJ/dz2 a1^T = (a1 dJ/dz2^T)^T = dJ/dz2 (f1(W1 x + b1))^T"],
    ["e", "W2 := W2 - eta dJ/dW2 = W2 - eta dJ/dz2 a1^T"],
  ])("accepts in (%s) the chain %s", (part, answer) => {
    const { verdict, feedback } = judge(part, answer);
    expect({ verdict, feedback }).toEqual({ verdict: "correct", feedback: [] });
  });

  it.each<[QuestionId, string, string]>([
    ["b", "dJ/dypred = 2(ypred - y) = ypred - y", broken("2 (ypred - y)", "ypred - y")],
    ["d", "dJ/dW2 = dJ/dz2 a1 = dJ/dz2 a1^T", broken("dJ/dz2 a1", "dJ/dz2 a1^T")],
    ["d", "dJ/dz2 a1^T = dJ/dz2 x^T = dJ/dz2 a1^T", broken("dJ/dz2 a1^T", "dJ/dz2 x^T")],
  ])(
    "accepts in (%s) the right end of %s, and names the step that does not hold",
    (part, answer, sentence) => {
      const { verdict, feedback } = judge(part, answer);
      expect({ verdict, feedback }).toEqual({ verdict: "correct", feedback: [sentence] });
    },
  );

  it("rejects a chain whose last expression is wrong", () => {
    const { verdict, misconception, feedback } = judge("b", "dJ/dypred = ypred - y = y - ypred");
    expect({ verdict, misconception }).toEqual({ verdict: "incorrect", misconception: "sign" });
    expect(feedback).toContain(broken("ypred - y", "y - ypred"));
  });

  it("reports the answer to another part if the chain starts from another symbol", () =>
    expect(judge("d", "dJ/dz2 = dJ/dypred * df2/dz2 = dJ/dz2 a1^T").misconception).toBe("other-part"));

  it("accepts a step that follows from an earlier error", () => {
    const chain = "dJ/dz2 = dJ/dypred * df2/dz2 = (y - ypred) * df2/dz2";
    const { carriedFrom, feedback } = judge("c", chain, { earlier: { b: "y - ypred" } });
    expect(carriedFrom).toBe("b");
    expect(feedback.join()).not.toContain("does not hold");
  });
});

describe("judgeFormula, for variants of the right answer", () => {
  it("accepts every random rewrite of the reference", () => {
    fc.assert(
      fc.property(
        references.chain((reference) =>
          rewritten(fc.constant(reference.tree)).map(([, tree]) => ({ reference, tree })),
        ),
        ({ reference, tree }) => {
          const text = printFormula(tree);
          if (text.length > 600) return;
          const { verdict, problem } = judge(reference.part.id, text);
          expect({ text, verdict: problem === "limit" ? "correct" : verdict }).toEqual({
            text,
            verdict: "correct",
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("rejects a random mutation of the reference unless it is still equal", () => {
    fc.assert(
      fc.property(
        references.chain((reference) =>
          mutated(fc.constant(reference.tree)).map(([, tree]) => ({ reference, tree })),
        ),
        ({ reference, tree }) => {
          const text = printFormula(tree);
          const equal = equalFormulas(tree, reference.tree, reference.assumptions);
          expect({ text, right: judge(reference.part.id, text).verdict === "correct" }).toEqual({
            text,
            right: equal,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("rejects a coefficient of 1.000001", () => {
    for (const id of formulaIds) {
      const answer = `1.000001 (${printFormula(referenceOf(id).tree)})`;
      expect(judge(id, answer).verdict, answer).toBe("incorrect");
    }
  });

  it("rejects an answer that uses the derivative in question or one that depends on it", () => {
    for (const id of formulaIds.filter((formulaId) => formulaId !== "e")) {
      const { asked, dependents } = referenceOf(id);
      for (const answer of [asked, `2 ${asked} - ${asked}`, `(${asked}^T)^T`, `${asked} + 0`])
        expect(judge(id, answer), answer).toMatchObject({
          verdict: "incorrect",
          score: 0,
          misconception: "restates",
        });
      expect(dependents).toContain(asked);
    }
    expect(judge("c", "dJ/db2").misconception).toBe("restates");
    expect(judge("dJ/dz1", "dJ/db1").misconception).toBe("restates");
  });

  it("accepts the derivative in question where it cancels", () =>
    expect(judge("d", "dJ/dW2 - dJ/dW2 + dJ/dz2 a1^T").verdict).toBe("correct"));
});
