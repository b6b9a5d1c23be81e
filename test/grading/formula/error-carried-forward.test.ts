import { describe, expect, it } from "vitest";
import { judge } from "../../../src/grading/judge";

const carried = (part: "c" | "d" | "e", answer: string, earlier: Parameters<typeof judge>[2] = {}) => {
  const { verdict, score, maxScore, carriedFrom, misconception } = judge(part, answer, earlier);
  return carriedFrom ? `${carriedFrom}: ${score} of ${maxScore}, ${verdict}` : `${verdict}: ${misconception}`;
};

describe("an error carried forward", () => {
  it("costs nothing where the later part builds on it correctly", () => {
    expect(carried("c", "(y - ypred) * df2/dz2", { earlier: { b: "y - ypred" } })).toBe("b: 1 of 1, correct");
    expect(carried("d", "dJ/dypred a1^T", { earlier: { c: "dJ/dypred" } })).toBe("c: 2 of 2, correct");
    expect(
      carried("e", "W2 - eta 3 dJ/dz2 a1^T".replace("eta 3", "3 eta"), { earlier: { d: "3 dJ/dz2 a1^T" } }),
    ).toBe("d: 1 of 1, correct");
  });

  it("is looked for in any of the earlier answers, and in several at once", () => {
    const earlier = { b: "y - ypred", c: "dJ/dypred", d: "2 dJ/dz2 a1^T" };
    expect(carried("c", "(y - ypred) * df2/dz2", { earlier })).toBe("b: 1 of 1, correct");
    expect(carried("d", "(y - ypred) a1^T", { earlier })).toBe("c: 2 of 2, correct");
    expect(carried("e", "W2 := W2 - 2 eta (y - ypred) a1^T", { earlier })).toBe("d: 1 of 1, correct");
    expect(carried("e", "W2 - eta (y - ypred) a1^T", { earlier })).toBe("c: 1 of 1, correct");
  });

  it("says on whose error it builds", () =>
    expect(judge("d", "dJ/dypred a1^T", { earlier: { c: "dJ/dypred" } }).feedback).toEqual([
      "This builds correctly on your answer to (c), which is wrong. That error costs nothing here.",
    ]));

  it("is no excuse for what does not follow from it", () => {
    expect(carried("d", "dJ/dypred x^T", { earlier: { c: "dJ/dypred" } })).toBe("incorrect: missing-slope");
    expect(carried("d", "dJ/dypred a1^T", { earlier: { c: "dJ/dypred * ypred" } })).toBe(
      "incorrect: missing-slope",
    );
    expect(carried("d", "dJ/dypred a1^T")).toBe("incorrect: missing-slope");
    // Only parts before: what comes later carries nothing back.
    expect(carried("c", "dJ/dypred", { earlier: { d: "dJ/dypred a1^T" } })).toBe("incorrect: missing-slope");
  });

  it("does not hold where the error leaves nothing to do", () => {
    expect(carried("c", "0 y", { earlier: { b: "y - y" } })).toBe("incorrect: zero");
    expect(carried("d", "0 dJ/dypred a1^T", { earlier: { c: "0 y" } })).toBe("incorrect: zero");
    expect(carried("e", "W2", { earlier: { d: "0 W2" } })).toBe("incorrect: no-step");
  });

  it("needs an earlier answer that can stand for its symbol", () => {
    for (const c of ["", "(", "dJ/dypred^T", "5", "dJ/dz2", "dJ/db2", "y/(eta - eta)"])
      expect(carried("d", "dJ/dypred a1^T", { earlier: { c } }), c).toBe("incorrect: missing-slope");
  });

  it("changes nothing for a right answer, whatever came before", () => {
    const earlier = { b: "y - ypred", c: "dJ/dypred", d: "W2" };
    for (const [part, answer] of [
      ["c", "dJ/dypred * df2/dz2"],
      ["d", "dJ/dz2 a1^T"],
      ["e", "W2 - eta dJ/dW2"],
    ] as const)
      expect(judge(part, answer, { earlier })).toEqual(judge(part, answer));
  });

  it("is not carried from an update of another parameter", () =>
    expect(judge("e", "W1 := W1 - eta dJ/dW1", { earlier: { d: "dJ/dz2 x^T" } }).misconception).toBe(
      "wrong-target",
    ));
});
