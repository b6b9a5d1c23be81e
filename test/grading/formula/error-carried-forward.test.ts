import { describe, expect, it } from "vitest";
import { judge } from "../../../src/grading/judge";

const summary = (part: "c" | "d" | "e", answer: string, earlier: Parameters<typeof judge>[2] = {}) => {
  const { verdict, score, maxScore, carriedFrom, misconception } = judge(part, answer, earlier);
  return carriedFrom ? `${carriedFrom}: ${score} of ${maxScore}, ${verdict}` : `${verdict}: ${misconception}`;
};

describe("judge with earlier answers", () => {
  it("gives full marks for a right step from an earlier error", () => {
    expect(summary("c", "(y - ypred) * df2/dz2", { earlier: { b: "y - ypred" } })).toBe("b: 1 of 1, correct");
    expect(summary("d", "dJ/dypred a1^T", { earlier: { c: "dJ/dypred" } })).toBe("c: 2 of 2, correct");
    expect(
      summary("e", "W2 - eta 3 dJ/dz2 a1^T".replace("eta 3", "3 eta"), { earlier: { d: "3 dJ/dz2 a1^T" } }),
    ).toBe("d: 1 of 1, correct");
  });

  it("finds the error in any of the earlier answers, or in several at once", () => {
    const earlier = { b: "y - ypred", c: "dJ/dypred", d: "2 dJ/dz2 a1^T" };
    expect(summary("c", "(y - ypred) * df2/dz2", { earlier })).toBe("b: 1 of 1, correct");
    expect(summary("d", "(y - ypred) a1^T", { earlier })).toBe("c: 2 of 2, correct");
    expect(summary("e", "W2 := W2 - 2 eta (y - ypred) a1^T", { earlier })).toBe("d: 1 of 1, correct");
    expect(summary("e", "W2 - eta (y - ypred) a1^T", { earlier })).toBe("c: 1 of 1, correct");
  });

  it("names the earlier answer in the feedback", () =>
    expect(judge("d", "dJ/dypred a1^T", { earlier: { c: "dJ/dypred" } }).feedback).toEqual([
      "This builds correctly on your answer to (c), which is wrong. That error costs nothing here.",
    ]));

  it("gives no marks for a step that does not follow from the earlier error", () => {
    expect(summary("d", "dJ/dypred x^T", { earlier: { c: "dJ/dypred" } })).toBe("incorrect: missing-slope");
    expect(summary("d", "dJ/dypred a1^T", { earlier: { c: "dJ/dypred * ypred" } })).toBe(
      "incorrect: missing-slope",
    );
    expect(summary("d", "dJ/dypred a1^T")).toBe("incorrect: missing-slope");
    // Errors carry forward only, so an answer to a later part does not count.
    expect(summary("c", "dJ/dypred", { earlier: { d: "dJ/dypred a1^T" } })).toBe("incorrect: missing-slope");
  });

  it("gives no marks if the earlier error leaves nothing to compute", () => {
    expect(summary("c", "0 y", { earlier: { b: "y - y" } })).toBe("incorrect: zero");
    expect(summary("d", "0 dJ/dypred a1^T", { earlier: { c: "0 y" } })).toBe("incorrect: zero");
    expect(summary("e", "W2", { earlier: { d: "0 W2" } })).toBe("incorrect: no-step");
  });

  it("ignores an earlier answer that cannot replace its symbol", () => {
    for (const c of ["", "(", "dJ/dypred^T", "5", "dJ/dz2", "dJ/db2", "y/(eta - eta)"])
      expect(summary("d", "dJ/dypred a1^T", { earlier: { c } }), c).toBe("incorrect: missing-slope");
  });

  it("returns the same verdict for a right answer with any earlier answers", () => {
    const earlier = { b: "y - ypred", c: "dJ/dypred", d: "W2" };
    for (const [part, answer] of [
      ["c", "dJ/dypred * df2/dz2"],
      ["d", "dJ/dz2 a1^T"],
      ["e", "W2 - eta dJ/dW2"],
    ] as const)
      expect(judge(part, answer, { earlier })).toEqual(judge(part, answer));
  });

  it("carries no error into the update of another parameter", () =>
    expect(judge("e", "W1 := W1 - eta dJ/dW1", { earlier: { d: "dJ/dz2 x^T" } }).misconception).toBe(
      "wrong-target",
    ));
});
