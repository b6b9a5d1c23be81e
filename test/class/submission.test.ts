import { describe, expect, test } from "vitest";
import { parts, autoencoderQuestion as question, rubric } from "../../src/autoencoder/question";
import { identifyIn } from "../../src/class/find/identify";
import { grade, remarksOn } from "../../src/class/grade";
import { emptySheet, type Sheet } from "../../src/class/read/sheet";
import { outcomeOf } from "../../src/class/report/statistics";
import { type Source, submissionOf } from "../../src/class/submission";

const ids = question.parts.map(({ id }) => id);

const sources = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    place: `ada.zip/${at}.png`,
    sheet: { ...emptySheet, refused: "it is a picture." },
    part: null,
    foreign: true,
  }));

describe("the files of one student", () => {
  test("are listed in short if there are twenty thousand pictures", () => {
    const { sources: listed, notes, refused } = submissionOf("ada", sources(20_000), ids);
    for (const lines of [listed, notes])
      expect([lines.length, lines.at(-1)]).toEqual([11, "… and 19,990 more."]);
    expect(refused).toContain("ada.zip/9.png: it is a picture. … and 19,990 more.");
  });

  test("are listed in full if there are few", () => {
    const { sources: listed, notes } = submissionOf("ada", sources(9), ids);
    expect([listed.length, notes.length]).toEqual([9, 9]);
  });
});

describe("open marks", () => {
  const open = (answers: Parameters<typeof grade>[0]["answers"]) =>
    grade(
      { student: "ada", sources: [], answers, conflicts: {}, problems: {}, notes: [], refused: null },
      rubric,
      question,
    ).open;

  test("are those of unreadable answers, and not those of blank or judged answers", () => {
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

describe("a part whose file could not be read", () => {
  const truncated = (place: string, part: Source["part"] = null): Source => ({
    place,
    part,
    sheet: { ...emptySheet, refused: "It is truncated." },
    foreign: false,
  });
  const whole = (answers: Sheet["answers"]): Source => ({
    place: "rest.json",
    part: null,
    sheet: { ...emptySheet, answers },
    foreign: false,
  });
  const outcomesOf = (...all: readonly Source[]) => {
    const graded = grade(submissionOf("jan", all, ids), rubric, question);
    const unreadable = graded.parts.filter((part) => outcomeOf(part) === "not readable");
    return {
      open: graded.open,
      unreadable: unreadable.map(({ part }) => part).join(""),
      remarks: remarksOn(graded),
    };
  };

  test("is not readable and has open marks, and other parts keep their marks", () => {
    expect(outcomesOf(whole({ b: "ypred - y" }), truncated("jan/part-d.ipynb", "d"))).toEqual({
      open: 2,
      unreadable: "d",
      remarks: ["jan/part-d.ipynb: It is truncated."],
    });
  });

  test("has its marks if another file answers it, with a remark on the file", () => {
    expect(outcomesOf(whole({ d: "dJ/dz2 a1^T" }), truncated("jan/part-d.ipynb", "d"))).toEqual({
      open: 0,
      unreadable: "",
      remarks: ["jan/part-d.ipynb: It is truncated."],
    });
  });

  test("may be any blank part if the file's name gives no part", () => {
    expect(outcomesOf(whole({ b: "ypred - y" }), truncated("jan/mine.ipynb"))).toEqual({
      open: 13,
      unreadable: "acdefghi",
      remarks: [
        "No answer was found, but there may be one in a file that could not be read: jan/mine.ipynb.",
        "jan/mine.ipynb: It is truncated.",
      ],
    });
  });

  test("is the one that a picture is named after; other pictures are ignored", () => {
    const picture = (part: Source["part"]): Source => ({ ...truncated("picture.png", part), foreign: true });
    expect(outcomesOf(whole({ b: "ypred - y" }), picture("d"))).toMatchObject({ open: 2, unreadable: "d" });
    expect(outcomesOf(whole({ b: "ypred - y" }), picture(null))).toEqual({
      open: 0,
      unreadable: "",
      remarks: [],
    });
  });

  test("is found by the name that was handed out, also for a copy", () => {
    for (const { id, notebook } of parts) expect(identifyIn(ids).part(notebook)).toBe(id);
    for (const name of [
      "part-d-weight-gradient (1).ipynb",
      "jan_part-d.ipynb",
      "Part D.ipynb",
      "part_d-Copy1.ipynb",
    ])
      expect(identifyIn(ids).part(name), name).toBe("d");
    for (const name of [
      "exam.ipynb",
      "party.ipynb",
      "part-dimensions.ipynb",
      "depart-d1.ipynb",
      "counterpart-a.md",
    ])
      expect(identifyIn(ids).part(name), name).toBeNull();
  });
});
