import { describe, expect, test } from "vitest";
import { rubric } from "../../../src/exam/rubric";
import { grade } from "../../../src/grading/class/grade";
import { emptySheet } from "../../../src/grading/class/read/sheet";
import { submissionOf } from "../../../src/grading/class/submission";

const sources = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    place: `ada.zip/${at}.png`,
    sheet: { ...emptySheet, refused: "it is a picture." },
    foreign: true,
  }));

describe("what one student handed in", () => {
  test("is told in short where it is twenty thousand pictures", () => {
    const { sources: told, notes, refused } = submissionOf("ada", sources(20_000));
    for (const lines of [told, notes])
      expect([lines.length, lines.at(-1)]).toEqual([11, "… and 19,990 more."]);
    expect(refused).toContain("ada.zip/9.png: it is a picture. … and 19,990 more.");
  });

  test("is told in full where it is little", () => {
    const { sources: told, notes } = submissionOf("ada", sources(9));
    expect([told.length, notes.length]).toEqual([9, 9]);
  });
});

describe("marks that are open to a person", () => {
  const open = (answers: Parameters<typeof grade>[0]["answers"]) =>
    grade({ student: "ada", sources: [], answers, problems: {}, notes: [], refused: null }, rubric).open;

  test("are those of what nobody could read, and none of what is blank or judged", () => {
    expect(open({})).toBe(0);
    expect(open({ b: "…", i: "" })).toBe(0);
    expect(open({ b: "y - ypred", i: "backward" })).toBe(0);
    expect(open({ b: "ypred - y, by the chain rule" })).toBe(1);
    expect(open({ a: "no idea", f: "banana" })).toBe(4);
    expect(open({ f: "No; training high, test worse because it memorises." })).toBe(0.5);
    expect(open({ i: "forward; backward" })).toBe(1);
    expect(open({ f: { right: "no", bigsby: "yes" } })).toBe(0.5);
    expect(open({ h: "NLL or ".repeat(5000) })).toBe(2);
  });
});
