import { describe, expect, it } from "vitest";
import type { QuestionId } from "../../../src/autoencoder/question";
import { judge } from "../../../src/grading/judge";
import type { AnswerInput } from "../../../src/grading/verdict/verdict";

/** Right answers in Unicode, LaTeX, ASCII, code and words, as students write them. */
const right: Readonly<Partial<Record<QuestionId, readonly string[]>>> = {
  a: [
    "W1 is m x d, b1 is m x 1, W2 is d x m, b2 is d x 1",
    "mxd, mx1, dxm, dx1",
    "(m,d), (m,1), (d,m), (d,1)",
    "w1 (m,d) b1 (m,1) w2 (d,m) b2 (d,1)",
    "m*d m*1 d*m d*1",
    "W⁽¹⁾: m × d, b⁽¹⁾: m × 1, W⁽²⁾: d × m, b⁽²⁾: d × 1",
    "W1: m rows and d columns, b1: m rows, 1 column; W2 has m columns and d rows, b2: d rows × 1 column",
    "$W_1 \\in \\mathbb{R}^{m \\times d}$, $b_1 \\in \\mathbb{R}^{m\\times 1}$, $W_2 \\in \\mathbb R^{d\\times m}$, $b_2\\in\\mathbb R^{d \\times 1}$",
  ],
  b: [
    "y_pred - y",
    "y^pred − y",
    "y_hat - y",
    "ŷ – y.",
    "\\hat y - y",
    "(y^{\\text{pred}} - y)",
    "½·2·(ypred−y)",
    "1.0 (ypred − y)",
    "2*(ypred-y)/2",
    "∂J/∂y^pred = y^pred − y",
    "f2(W2 f1(W1 x + b1) + b2) - y",
    "ypred + -y",
    "\\mathbf{y}^{pred} - \\mathbf{y}",
    "\\frac{1}{2} 2 (ypred - y)",
    "\\frac12 2(ypred - y)",
    "\\begin{align*} \\frac{\\partial J}{\\partial y^{pred}} &= y^{pred}-y \\\\ \\end{align*}",
    "{y}^{\\text{pred}} - y",
  ],
  c: [
    "dJ/dypred ∘ df2/dz2",
    "dJ/dypred .* df2/dz2",
    "(ypred-y) ⊙ f_2'(z_2)",
    "(∂J/∂ŷ) ⊙ (∂f₂/∂z₂)",
    "diag(f2'(z2)) (ypred - y)",
    "dJ/dypred*dypred/dz2",
    "\\frac{\\partial J}{\\partial y^{pred}} \\circ f_2'(z^{(2)})",
  ],
  d: [
    "dJ/dz2 a1'",
    "dJ/dz2 a1⊤",
    "dJ/dz2 a1.T",
    "dJ/dz2 a1^t",
    "dJ/dz2a1^T",
    "∂J/∂z² (a¹)ᵀ",
    "\\frac{dJ}{dz_2} a_1^{\\mathsf{T}}",
    "\\frac{\\mathrm{d} J}{\\mathrm{d}\\mathbf{z}_2} \\boldsymbol{a}_1^\\top",
    "dJ/dz2 {\\bf a}_1^T",
    "\\frac{\\partial J}{\\partial z^{(2)}} {a^{(1)}}^T",
    "dJ/dz2 f1(W1x+b1)^T",
    "dJ/dz2 (dz2/dW2)^T",
    "\\frac{\\partial J}{\\partial z^{[2]}} a^{[1]T}",
    "\begin{equation}\frac{partial J}{partial z_2} {a}_{1}^Tend{equation}",
    "dJ/dW2 = (ypred - y) * df2/dz2 a1^T",
  ],
  e: [
    "W2 = W2 - eta*dJ/dW2",
    "W2 <- W2 - eta dJ/dW2",
    "W2 ← W2 − η·∂J/∂W2",
    "W^(2) := W^(2) − η ∂J/∂W^(2)",
    "W2=W2-eta(dJ/dz2)(a1^T)",
  ],
  f: [
    "no, high, worse, overfitting",
    "right: No, training: higher, test: lower, why: overfit",
    "right: false; training: better; test: bad; why: it overfits",
  ],
  g: [
    "same, same, different",
    "same as before; similar; similar; different",
    "same, similar, similar, different",
    "expressivity: equal; training: same; test: same; iterations: might differ",
  ],
  h: ["NLL, squared loss", "KL divergence", "both NLL and squared", "mse", "NLL is right and hinge is not"],
  i: ["Forward propagation", "during the forward pass", "feed-forward", "on the forward pass."],
};

describe("judge, for a right answer", () => {
  for (const [part, answers] of Object.entries(right))
    it.each(answers)(`gives full marks in (${part}) for %s`, (answer) => {
      const { verdict, feedback } = judge(part as QuestionId, answer);
      expect({ verdict, feedback }).toEqual({ verdict: "correct", feedback: [] });
    });
});

describe("judge, for claims in sentences", () => {
  it.each<[QuestionId, string, number]>([
    ["f", "He may be right", 2],
    ["h", "all but hinge and l2", 2],
    ["h", "anything but l2", 2],
    ["h", "nothing but NLL", 2],
    ["h", "squared loss (p̂_j − p)²; l2 pulls to 0 and hinge to 1", 2],
    ["i", "before the backward pass", 1],
    ["i", "after the update", 1],
    ["f", "If there were no overfitting, he would be right", 2],
    ["h", "hinge and l2 fail, so NLL/squared", 2],
    ["h", "l2 is bad", 2],
    ["h", "NLL > squared > l2 > hinge", 2],
    ["i", "It is computed before the backward pass", 1],
    ["i", "the backward pass comes after, so forward", 1],
  ])("leaves an unclear answer to (%s) to a person: %s", (part, answer, marks) =>
    expect(judge(part, answer)).toMatchObject({ verdict: "invalid", score: 0, needsHuman: { marks } }),
  );

  it.each<[QuestionId, string, string]>([
    ["g", "No change in accuracy, but slower", "training: similar; test: similar; iterations: different"],
    ["g", "It is slower.", "iterations: different"],
    ["h", "Use NLL; squared also works; hinge and l2 do not", "nll, squared"],
    ["h", "NLL and not hinge", "nll"],
    ["h", "squared loss (not hinge or l2)", "squared"],
    ["h", "l2 or squared? squared", "squared"],
    [
      "f",
      "No - training accuracy will increase while test accuracy decreases",
      "right: no; training: high; test: worse",
    ],
    ["f", "train acc ↑, test acc ↓", "training: high; test: worse"],
    ["g", "could be worse due to vanishing gradients; same expressivity", "expressivity: same"],
  ])("reads the claims in an answer to (%s): %s", (part, answer, reading) =>
    expect(judge(part, answer).reading).toBe(reading),
  );
});

describe("the feedback of judge", () => {
  it.each<[QuestionId, string, string]>([
    [
      "a",
      "W1: m by d; b1: m; W2: d by m; b2: d by 1",
      "b1: m is one size, and a shape has two: a column of m numbers is m×1.",
    ],
    ["b", "(ypred-y)^2", "The ^ at 10 is neither a transpose ^T nor an index. The notation has no powers."],
    ["d", "dJ/dz2, a1", "The comma at 7 is not part of the notation: write one formula, with operators."],
    [
      "b",
      "ypred_i - y_i",
      "The index i at 6 is not part of the notation, which uses whole vectors and matrices: leave it out.",
    ],
    ["e", "W2 + \\alpha dJ/dW2", "alpha at 6 is not a symbol of the question: did you mean eta?"],
    [
      "e",
      "W2 - eta ∇J",
      "The ∇ at 10 needs its variable: write ∇_{z2} J, or a partial derivative such as dJ/dz2.",
    ],
    ["d", "delta2 a1^T", "I read delta2 as dJ/dz2. The question writes it like this: dJ/dz2 a1^T."],
    ["d", "3 delta2 a1^T", "delta2 at 3 is not a symbol of the question: did you mean dJ/dz2?"],
    [
      "i",
      "backward",
      "The backward pass uses p̂ to compute the gradient of the penalty, so p̂ must exist before.",
    ],
  ])("explains the problem in an answer to (%s): %s", (part, answer, sentence) =>
    expect(judge(part, answer).feedback).toContain(sentence),
  );

  it("takes no marks off for sizes in capitals", () =>
    expect(judge("a", "W1: M×D, b1: M×1, W2: D×M, b2: D×1")).toMatchObject({
      verdict: "invalid",
      problem: "field",
    }));

  it("explains a misconception once if two claims show it", () =>
    expect(judge("f", "right: yes; training: high; test: better; why: over-fitting").feedback).toEqual([
      expect.stringMatching(/^Bigsby's claim, test accuracy: A wide layer /),
    ]));

  it("lists the choices in alphabetical order, which does not hint at the right one", () => {
    const offered = judge("f", "right: no").feedback.join(" ");
    for (const [, options = ""] of offered.matchAll(/choose one of ([^.]+)\./g))
      expect(options.split(", ")).toEqual(options.split(", ").sort());
  });
});

describe("judge, for hostile answers", () => {
  const n = 600;
  const fill = (piece: string): string => piece.repeat(Math.ceil(n / piece.length));
  const worst: readonly string[] = [
    `W${" ".repeat(9000)}!`,
    `W1${" ".repeat(9000)}!`,
    `m${" ".repeat(4000)}x${" ".repeat(4000)}!`,
    ...[
      "(",
      "W1W2",
      "(1,",
      "{m×",
      "no,",
      "a:b;",
      "the ",
      ":",
      "no or ",
      "because of ",
      "“",
      "x=",
      "&",
      "\n",
    ].map(fill),
    `W1 ∈ \\mathbb${" ".repeat(n)}R`,
    `${fill("right:")},${fill("test:,")}`,
    "ab ".repeat(300_000),
  ];
  const ids: readonly QuestionId[] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "dJ/dW1"];

  it.each(ids)("takes at most 50 ms in (%s)", (part) => {
    judge(part, "warm");
    for (const text of worst)
      for (const answer of [text, { W1: text, right: text, why: text, answer: text }] as AnswerInput[]) {
        // The minimum of eight runs, because garbage collection and compilation also use CPU time.
        const least = Math.min(...Array.from({ length: 8 }, () => milliseconds(() => judge(part, answer))));
        expect(least, text.slice(0, 40)).toBeLessThanOrEqual(50);
      }
  });
});

/** Returns the CPU time of some work in milliseconds. */
function milliseconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
