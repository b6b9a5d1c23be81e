import { describe, expect, it } from "vitest";
import { judge } from "../../src/grading/judge";
import type { AnswerInput } from "../../src/grading/verdict/verdict";

describe("what is no text", () => {
  it("is refused with what came and what was expected", () => {
    const refused = (answer: unknown) => () => judge("f", answer as AnswerInput);
    expect(refused(null)).toThrow('The answer is null, expected a text such as "…"');
    expect(refused(undefined)).toThrow("The answer is missing, expected");
    expect(refused(["no"])).toThrow('The answer is ["no"], expected');
    expect(refused({ right: ["no", "yes"] })).toThrow(
      'The answer has ["no","yes"] at right, expected a text',
    );
  });

  it("or is far too long, is not read", () => {
    for (const [part, answer] of [
      ["a", "W1: m×d, ".repeat(2000)],
      ["h", "NLL or ".repeat(200_000)],
      ["i", { pass: "forward ".repeat(2000) }],
    ] as const)
      expect(judge(part, answer)).toMatchObject({ verdict: "invalid", problem: "limit", score: 0 });
  });
});
