import { describe, expect, it } from "vitest";
import { misconceptions } from "../../src/autoencoder/misconceptions";
import { parts, rubric } from "../../src/autoencoder/question";
import { judge } from "../../src/grading/judge";
import { forms } from "./fixture";

describe("the rubric", () => {
  it("adds up to the points of each part", () => {
    for (const { id, points } of parts) expect(judge(id, "").maxScore, id).toBe(points);
  });

  it("gives marks only to right choices, and every wrong choice has a misconception", () => {
    for (const [part, { fields }] of Object.entries(forms))
      for (const { id, choices, free } of fields)
        for (const choice of choices) {
          const marks = rubric.parts[part]?.fields[id];
          if ((marks?.[choice.id] ?? 0) > 0) expect(choice.misconception, choice.id).toBeUndefined();
          else
            expect(misconceptions, `${part} ${id} ${choice.id}`).toHaveProperty(
              choice.misconception ?? "none",
            );
          expect(free || marks, id).toBeTruthy();
        }
  });
});

describe("the misconceptions", () => {
  it("each have their own title, message and hint", () => {
    const all = Object.values(misconceptions);
    for (const part of ["title", "message"] as const)
      expect(new Set(all.map((message) => message[part])).size, part).toBeGreaterThan(all.length - 2);
    for (const { title, message, hint } of all) {
      expect(title).toMatch(/^\S.{3,70}[^.]$/);
      expect(message).toMatch(/^\S.{10,200}\.$/);
      expect(hint).toMatch(/^\S.{10,260}[.?]$/);
    }
  });
});
