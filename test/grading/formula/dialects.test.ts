import { describe, expect, it } from "vitest";
import { judge } from "../../../src/grading/judge";

/** Right answers in the dialects of textbooks, code libraries and formula editors, by part. */
const dialects: Readonly<Record<string, readonly string[]>> = {
  b: [
    "= ypred - y",
    "Answer: ypred - y",
    "`ypred - y`",
    "a^{(2)} - y",
    "np.subtract(ypred, y)",
    "I (ypred − y)",
  ],
  c: [
    "np.multiply(dJ/dypred, df2_dz2)",
    "(ypred - y) * f2'",
    "(ypred - y) * σ'(z2)",
    "(ypred - y) .* f2_prime(z2)",
    "\\nabla_{y^{pred}} J \\odot \\dot{f_2}(z_2)",
    "\\frac{\\partial J}{\\partial y^{pred}} * \\frac{\\partial f_2(z_2)}{\\partial z_2}",
    "\\frac{\\partial f_2(z_2)}{\\partial z_2} \\frac{\\partial J}{\\partial y^{pred}}",
    "dJ/dypred * df2/dz2, element-wise",
  ],
  d: [
    "np.dot(dJ_dz2, a1.T)",
    "torch.outer(dJ_dz2, a1)",
    "dJ_dz2 @ a1.transpose()",
    "dJ_dz2.dot(a1.T)",
    "np.einsum('i,j->ij', dJ_dz2, a1)",
    "dW2 = dz2 @ a1.T",
    "\\delta_2 a_1^T",
    "δ₂ a₁ᵀ",
    "dL/dz2 a1^T",
    "\\frac{d J}{d z_2} a_1^T",
    "\\frac{\\mathrm d J}{\\mathrm d z_2} a_1^T",
    "d J / d z2 a1^T",
    "\\frac{\\partial}{\\partial z_2} J \\, a_1^T",
    "\\frac{\\partial J(x, y)}{\\partial z_2} a_1^T",
    "{\\partial J \\over \\partial z_2} a_1^T",
    "\\partial_{z_2} J \\; a_1^T",
    "dJ/dz2 a^T_1",
    "dJ/dz2 h^T",
    "\\boxed{\\frac{\\partial J}{\\partial z_2} a_1^T}",
    "dJ/dz2 a1^T (d×m)",
    "dJ/dz2 a1^T [d x m matrix]",
    "It is dJ/dz2 a1^T because z2 = W2 a1 + b2",
    "dJ/dZ2 A1^T",
  ],
  e: [
    "W2 -= eta * dJ/dW2",
    "W2 += -eta dJ/dW2",
    "W2_new = W2_old - lr * dJ/dW2",
    "W_{2,new} = W_{2,old} - \\alpha \\frac{\\partial J}{\\partial W_2}",
    "W_2^{(t+1)} = W_2^{(t)} - \\eta \\nabla_{W_2} J",
    "W2 becomes W2 - learning_rate dJ/dW2",
    "W2 := W2 - eta dJ/dW2 (eta > 0)",
  ],
};

describe("judge, for a right answer in another dialect", () => {
  for (const [part, answers] of Object.entries(dialects))
    it.each(answers)(`gives full marks in (${part}) for %s`, (answer) => {
      const verdict = judge(part, answer);
      expect([verdict.verdict, verdict.score], verdict.feedback.join(" ")).toEqual([
        "correct",
        verdict.maxScore,
      ]);
    });

  it("says how it read a name that the question does not have", () =>
    expect(judge("d", "dz2 a1^T").feedback).toEqual([
      "I read dz2 as dJ/dz2. The question writes it like this: dJ/dz2 a1^T.",
    ]));
});

describe("judge, for a doubtful sign or name", () => {
  it.each([
    ["c", "dJ/dypred · df2/dz2", "write * for element by element"],
    ["c", "dJ/dypred \\times df2/dz2", "write * for element by element"],
    ["d", "dJ/dz2 ⊗ a1", "write u v^T for the outer product"],
    ["d", "J'(z2) a1^T", "write a partial derivative such as dJ/dz2"],
    ["d", "dJ/dz2 * a1^T (outer product)", "outer at 16 is not a symbol"],
    ["e", "W2 - eta ∇J", "The ∇ at 10 needs its variable"],
  ])("returns invalid with advice, and takes no marks off, in (%s) for %s", (part, answer, advice) =>
    expect(judge(part, answer)).toMatchObject({
      verdict: "invalid",
      feedback: [expect.stringContaining(advice)],
    }),
  );

  it.each([
    ["b", "y - a2"],
    ["b", "Y - Ypred"],
    ["d", "3 delta2 a1^T"],
    ["d", "delta1 a1^T"],
    ["e", "W2 + lr dJ/dW2"],
    ["c", "dJ/dy * df2/dz2"],
    ["c", "(ypred - y) * g'(a1)"],
  ])("never calls an answer wrong or right because of a name that it guessed: (%s) %s", (part, answer) =>
    expect(judge(part, answer)).toMatchObject({ verdict: "invalid", problem: "name" }),
  );

  it.each([
    ["b", "Answer: y - ypred"],
    ["c", "np.multiply(dJ/dypred, ypred)"],
    ["d", "np.outer(a1, dJ_dz2)"],
    ["d", "It is not dJ/dz2 a1^T"],
    ["e", "W2 -= -eta dJ/dW2"],
    ["e", "W2 =- eta dJ/dW2"],
    ["e", "W2_old = W2_new - eta dJ/dW2"],
    ["e", "W_2^{(t)} = W_2^{(t+1)} - eta dJ/dW2"],
  ])("does not accept the wrong answer to (%s) %s", (part, answer) =>
    expect(judge(part, answer).verdict).not.toBe("correct"),
  );
});
