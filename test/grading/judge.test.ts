import { describe, expect, it } from "vitest";
import { judge } from "../../src/grading/judge";
import type { AnswerInput } from "../../src/grading/verdict/verdict";

describe("judge", () => {
  it("throws an error for an answer that is not text, and says what it expected", () => {
    const judging = (answer: unknown) => () => judge("f", answer as AnswerInput);
    expect(judging(null)).toThrow('The answer is null, expected a string such as "…"');
    expect(judging(undefined)).toThrow("The answer is missing, expected");
    expect(judging(["no"])).toThrow('The answer is ["no"], expected');
    expect(judging({ right: ["no", "yes"] })).toThrow(
      'The answer has ["no","yes"] at right, expected a string',
    );
  });

  it("does not read an answer above the length limit", () => {
    for (const [part, answer] of [
      ["a", "W1: m×d, ".repeat(2000)],
      ["h", "NLL or ".repeat(200_000)],
      ["i", { pass: "forward ".repeat(2000) }],
    ] as const)
      expect(judge(part, answer)).toMatchObject({ verdict: "invalid", problem: "limit", score: 0 });
  });
});
