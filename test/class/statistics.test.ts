import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { autoencoderQuestion as question, rubric } from "../../src/autoencoder/question";
import { grade } from "../../src/class/grade";
import { pageName } from "../../src/class/output/folder";
import { emptySheet } from "../../src/class/read/sheet";
import { harmless } from "../../src/class/report/grades";
import { ClassStatistics, correlation } from "../../src/class/report/statistics";
import { submissionOf } from "../../src/class/submission";
import type { Answers } from "./generator";

const ids = question.parts.map(({ id }) => id);

const graded = (student: string, answers: Answers) => {
  const sheet = { ...emptySheet, student, answers };
  return grade(
    submissionOf(student, [{ place: "sheet", sheet, part: null, foreign: false }], ids),
    rubric,
    question,
  );
};

describe("the statistics of a class", () => {
  test("have correlations that agree with values computed by hand", () => {
    expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
    expect(correlation([1, 0, 1, 0], [0, 1, 0, 1])).toBeCloseTo(-1, 12);
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNull();
  });

  test("have correlations between −1 and 1 that do not depend on scale and origin", () => {
    const marks = fc.array(fc.tuple(fc.integer({ min: 0, max: 28 }), fc.integer({ min: 0, max: 28 })), {
      minLength: 3,
      maxLength: 40,
    });
    fc.assert(
      fc.property(marks, (pairs) => {
        const [a, b] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
        const r = correlation(a, b);
        const moved = correlation(
          a.map((one) => one / 2 + 3),
          b,
        );
        if (r === null) expect(moved).toBeNull();
        else {
          expect(Math.abs(r)).toBeLessThanOrEqual(1 + 1e-12);
          expect(moved).toBeCloseTo(r, 9);
        }
      }),
    );
  });

  test("give outcomes, misconceptions with their answers, and discrimination for three students", () => {
    const statistics = new ClassStatistics(question);
    statistics.add(graded("ada", { b: "ypred - y", c: "dJ/dypred * df2/dz2", e: "W2 - eta dJ/dW2" }));
    statistics.add(graded("bob", { b: "y - ypred", c: "dJ/dypred", e: "W2 - eta dJ/dW2" }));
    statistics.add(graded("eve", { b: "-ypred + y", c: "(", e: "W2 - eta dJ/dW2" }));
    const part = (id: string) => statistics.parts.find((one) => one.part === id);
    expect(part("b")).toMatchObject({
      mean: 1 / 3,
      counts: { right: 1, wrong: 2, blank: 0 },
      discrimination: expect.closeTo(1, 12),
    });
    expect(part("c")?.counts).toEqual({
      right: 1,
      "partly right": 0,
      wrong: 1,
      "not readable": 1,
      "answers differ": 0,
      blank: 0,
    });
    expect(part("e")?.discrimination).toBeNull();
    expect(statistics.misconceptions[0]).toEqual({
      part: "b",
      id: "sign",
      title: "The sign is flipped",
      count: 2,
      answers: [
        { answer: "-ypred + y", count: 1, mathml: expect.stringMatching(/^<math/), written: [] },
        { answer: "y - ypred", count: 1, mathml: expect.stringMatching(/^<math/), written: [] },
      ],
    });
    expect(statistics.misconceptions[1]).toMatchObject({ part: "c", id: "missing-slope", count: 1 });
  });
});

describe("the name of a page", () => {
  test("is valid on every system and different for every student", () => {
    const names = fc.uniqueArray(
      fc.oneof(
        fc.string({ unit: "grapheme" }),
        fc.constantFrom(
          "ada",
          "Ada",
          "ADA",
          "ada ",
          "CON",
          "nul",
          "com1",
          "aux.txt",
          "é",
          "e\u0301",
          "../x",
          "a/b",
          "a\\b",
          "",
          ".",
          "ada-767402161715",
        ),
      ),
      { minLength: 2, maxLength: 12 },
    );
    fc.assert(
      fc.property(names, (students) => {
        const folded = students.map((student) => pageName(student).normalize("NFKC").toLowerCase());
        expect(new Set(folded).size).toBe(students.length);
        for (const name of folded) {
          expect(name).toMatch(/^[\p{L}\p{N}._-]{1,80}$/u);
          expect(name).not.toMatch(/^\.|\.$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/);
        }
      }),
    );
  });
});

test("writes no spreadsheet cell that would be run as a formula, and loses no text", () => {
  const starts = fc.constantFrom("", " ", "\t", "\u00a0", "=", "+", "-", "@", "＝", "|", "%");
  fc.assert(
    fc.property(starts, starts, fc.string(), (one, two, rest) => {
      const text = one + two + rest;
      expect(harmless(text)).not.toMatch(/^\s*[=+\-@|%＝]/);
      expect([text, `'${text}`]).toContain(harmless(text));
    }),
  );
});
