import { describe, expect, it } from "vitest";
import type { QuestionId } from "../../../src/autoencoder/question";
import { judge } from "../../../src/grading/judge";
import type { AnswerInput } from "../../../src/grading/verdict/verdict";

const score = (part: QuestionId, answer: AnswerInput) => {
  const verdict = judge(part, answer);
  return `${verdict.verdict} ${verdict.score}/${verdict.maxScore}`;
};
const found = (part: QuestionId, answer: AnswerInput) =>
  judge(part, answer).misconceptions.map(({ id }) => id);

describe("judgeShapes", () => {
  for (const answer of [
    "W1: m×d, b1: m×1, W2: d×m, b2: d×1",
    "m×d, m×1, d×m, d×1",
    "m x d; m x 1; d x m; d x 1",
    "mxd mx1 dxm dx1",
    "(m, d), (m, 1), (d, m), (d, 1)",
    "W_1 = (m,d)\nb_1 = (m,1)\nW_2 = (d,m)\nb_2 = (d,1)",
    "b2: d by 1, W2: d by m, b1: m by 1, W1: m by d",
    "$W_1 \\in \\mathbb{R}^{m \\times d}$, $b_1 \\in \\mathbb{R}^{m \\times 1}$, $W_2 \\in \\mathbb{R}^{d \\times m}$, $b_2 \\in \\mathbb{R}^{d \\times 1}$",
    "W⁽¹⁾ ∈ ℝ^{m×d}, b⁽¹⁾ ∈ ℝ^{m×1}, W⁽²⁾ ∈ ℝ^{d×m}, b⁽²⁾ ∈ ℝ^{d×1}",
    "W₁ is m×d, b₁ is m×1, W₂ is d×m and b₂ is d×1",
    "W1 m*d, b1 m*1, W2 d*m, b2 d*1",
    { W1: "m×d", b1: "m×1", W2: "d×m", b2: "d×1" },
    { W1: "(m, d)", b1: "m, 1", W2: "d x m", b2: "[d, 1]" },
    "W1: m×d, b1 ∈ ℝ^m, W2: d×m, b2 ∈ \\mathbb{R}^{d}",
    "W1: (m, d), b1: (m,), W2: (d, m), b2: (d,)",
    "The shapes are: W1 has m×d, b1 is a column m×1; W2 is a matrix d×m and b2 should be d×1.",
    { W1: "m×d", b1: "\\mathbb{R}^m", W2: "d x m", b2: "(d,)" },
  ] as const)
    it(`reads all four shapes in ${JSON.stringify(answer)}`, () => {
      expect(score("a", answer)).toBe("correct 2/2");
      expect(judge("a", answer).reading).toBe("W1: m×d, b1: m×1, W2: d×m, b2: d×1");
    });

  it("gives half a mark for each right shape", () => {
    expect(score("a", "W1: m×d, b1: m×1, W2: m×d, b2: d×1")).toBe("incorrect 1.5/2");
    expect(score("a", { W1: "m×d" })).toBe("incorrect 0.5/2");
    expect(score("a", { W1: "m×d", b1: "…", W2: "…", b2: "…" })).toBe("incorrect 0.5/2");
    expect(judge("a", "d×m, 1×m, m×d, m×1").fields.map(({ verdict }) => verdict)).toEqual(
      Array(4).fill("incorrect"),
    );
  });

  it("explains a wrong shape in the question's letters", () => {
    expect(found("a", { W1: "d×m" })).toEqual(["shape-transposed"]);
    expect(judge("a", { W1: "d×m" }).feedback[0]).toContain("cannot multiply d×m by d×1");
    expect(judge("a", { W2: "m×m" }).feedback.join(" ")).toContain("W2 a1 would be m×1, and z2 is d×1");
    expect(found("a", { b1: "1×m", b2: "m×1", W2: "m×m", W1: "1×1" })).toEqual([
      "shape-other",
      "shape-row",
      "shape-square",
      "shape-other-layer",
    ]);
    expect(found("a", { b1: "10d×1" })).toEqual(["shape-other"]);
  });

  it("leaves a doubtful, ambiguous or three-dimensional shape to a person, without marks", () => {
    for (const [answer, said] of [
      ["W1: not m×d", "I did not understand “not”"],
      ["not m×d", "I did not understand “not”"],
      ["W1: m×d or d×m", "m×d and d×m are both given"],
      ["W1: m×d (not d×m)", "m×d and d×m are both given"],
      ["W1: m×d, b1: m×1, W1: d×m", "m×d and d×m are both given"],
      ["W1: m×d×7", "a shape has two sizes; here are more"],
      ["W1: 7×m×d", "a shape has two sizes; here are more"],
      ["W1: m×d if the input is tall", "I did not understand “if the input is tall”"],
      ["W1: m", "m is one size, and a shape has two"],
      [{ W1: "m×d; d×m" }, "m×d and d×m are both given"],
    ] as const) {
      const { fields, feedback, needsHuman } = judge("a", answer);
      expect(fields[0], JSON.stringify(answer)).toMatchObject({ field: "W1", verdict: "invalid", score: 0 });
      expect(feedback.join(" "), JSON.stringify(answer)).toContain(`W1: ${said}`);
      expect(needsHuman?.marks, JSON.stringify(answer)).toBe(0.5);
    }
    expect(score("a", "W1: not m×d, b1: m×1 or 1×m, W2: d×m or m×d, b2: d×1×7")).toBe("invalid 0/2");
    expect(score("a", "m×d, m×1 or 1×m, d×m, d×1")).toBe("incorrect 1.5/2");
    expect(judge("a", "no idea").needsHuman?.marks).toBe(2);
  });

  it("accepts a shape that is given twice", () =>
    expect(score("a", "W1: m×d, b1: m×1, W2: d×m, b2: d×1, W1: m×d")).toBe("correct 2/2"));

  it("takes no marks off for an unreadable shape, and suggests what was meant", () => {
    const { fields, feedback, score: marks } = judge("a", "W1: m×d, b1: M×1, W2: d×m, b2: d×1");
    expect(marks).toBe(1.5);
    expect(fields[1]).toMatchObject({ field: "b1", verdict: "invalid" });
    expect(feedback).toEqual(["b1: M is not a size of the question. Did you mean m?"]);
    expect(judge("a", "no idea")).toMatchObject({ verdict: "invalid", score: 0, problem: "field" });
    expect(judge("a", { W1: "", b1: "…", W2: "?", b2: " " })).toMatchObject({
      verdict: "invalid",
      problem: "empty",
    });
  });
});
