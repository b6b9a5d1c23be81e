import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parts, autoencoderQuestion as question } from "../../src/autoencoder/question";
import { callsIn } from "../../src/class/read/calls";
import { readFile } from "../../src/class/read/read";
import { call, csv, markdown, notebook, someClass } from "./generator";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ids = question.parts.map(({ id }) => id);
const read = (ending: string, text: string) => readFile(ending, bytes(text), ids);
const sheetOf = (ending: string, text: string) => {
  const [sheet, ...more] = read(ending, text).sheets;
  if (!sheet || more.length > 0) throw new Error("expected one sheet");
  return sheet;
};
const cells = (...all: readonly object[]) =>
  JSON.stringify({ cells: all, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const cell = (source: string, metadata: object = {}, cell_type = "code") => ({ cell_type, source, metadata });
const marked = { workbook: { answer: "c" } };

describe("check(…) in a cell", () => {
  test("is read as any text that JSON can quote", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        // A backslash before a LaTeX name is read as LaTeX, which another test covers.
        fc.pre(!/\\[a-z]/i.test(text));
        expect(callsIn(`check("b", ${JSON.stringify(text)});`)).toEqual([{ part: "b", answer: text }]);
      }),
    );
  });

  test.each([
    [`check('c', 'it\\'s')`, "it's"],
    ["check(`c`, `two\nlines`)", "two\nlines"],
    ['check("c", "a" + `b` + \'c\',)', "abc"],
    ['await check ( /* here */ "c" , "x" )', "x"],
    ['check("c", "\\x41\\u0042\\u{43}\\\nD")', "ABCD"],
    ["check('c', String.raw`\\frac{\\partial J}{\\partial z_2}`)", "\\frac{\\partial J}{\\partial z_2}"],
    ['check("c", "\\frac{\\partial J}{\\partial y} \\odot x")', "\\frac{\\partial J}{\\partial y} \\odot x"],
    ['check("c", "\\\\frac{1}{2} y")', "\\frac{1}{2} y"],
    [
      'const n = 1 / 2; const r = /"/; check("c", "after a regular expression")',
      "after a regular expression",
    ],
    ["const t: Array<string> = []; const s = `\u0024{'}'}`; check('c', 'types')", "types"],
    [
      'check("c", { right: "no", \'why\': `so`, "test": "worse" })',
      { right: "no", why: "so", test: "worse" },
    ],
    ['check("c")', ""],
    ['check("c", )', ""],
  ])("is read from %s", (source, answer) => {
    expect(callsIn(source)).toEqual([{ part: "c", answer }]);
  });

  test.each([
    'check("c", answer)',
    "check('c', `\u0024{1 + 1}`)",
    'check("c", "a".repeat(3))',
    'check("c", ["a"])',
    'check("c", { why: 1 })',
    'check("c", { ...all })',
    'check("c", "not closed',
    'check("c", "a", "b")',
    'check("c", process.exit(1))',
  ])("has no answer if it is computed: %s", (source) => {
    expect(callsIn(source)).toEqual([{ part: "c", answer: null }]);
  });

  test.each([
    '// check("c", "x")',
    '/* check("c", "x") */',
    '"check(\\"c\\", \\"x\\")"',
    'notes.check("c", "x")',
    'recheck("c", "x")',
    "function check(part: string) {}",
    "check(part, answer)",
  ])("is not found in %s", (source) => {
    expect(callsIn(source)).toEqual([]);
  });

  test("is read quickly and without an exception from any source", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            "check",
            "(",
            ")",
            '"c"',
            ",",
            "`",
            "${",
            "}",
            "{",
            "/",
            "'",
            "+",
            ":",
            "\\",
            "\n",
            "String.raw",
            "a",
          ),
        ),
        (pieces) => {
          for (const { answer } of callsIn(pieces.join("")))
            expect(answer === null || answer !== undefined).toBe(true);
        },
      ),
    );
  });
});

describe("a notebook", () => {
  test("gives every answer of a class, in any order of cells", () => {
    for (const answers of someClass(20).values()) {
      expect(sheetOf(".ipynb", notebook(answers)).answers).toEqual(answers);
      const { cells: all, ...rest } = JSON.parse(notebook(answers));
      const moved = JSON.stringify({ cells: all.reverse(), ...rest });
      expect(sheetOf(".ipynb", moved).answers).toEqual(answers);
    }
  });

  test("counts the last of several filled-in answers, with a note", () => {
    const sheet = sheetOf(
      ".ipynb",
      cells(cell(call("c", "first")), cell(call("c", "last")), cell(call("c", ""))),
    );
    expect(sheet.answers).toEqual({ c: "last" });
    expect(sheet.notes).toEqual(["The notebook has several answers to (c). The last one counts."]);
  });

  test("prefers the cell that is marked for the answer, also as a text cell", () => {
    const other = cell(call("c", "a try"));
    for (const kind of ["code", "markdown", "raw"])
      expect(sheetOf(".ipynb", cells(cell(call("c", "meant"), marked, kind), other)).answers).toEqual({
        c: "meant",
      });
    expect(sheetOf(".ipynb", cells(cell(call("c", ""), marked), other)).answers).toEqual({ c: "a try" });
    expect(sheetOf(".ipynb", cells(cell(call("c", "unmarked text"), {}, "markdown"))).answers).toEqual({});
  });

  test("reports a marked cell without check, and reads one with only comments as blank", () => {
    expect(sheetOf(".ipynb", cells(cell("dJ/dz2 a1^T", marked))).problems.c).toMatch(
      /no longer contains check\("c", "…"\)/,
    );
    expect(sheetOf(".ipynb", cells(cell("// your answer\n", marked)))).toMatchObject({
      answers: {},
      problems: {},
    });
  });

  test("reports an answer that code computes, and never runs it", () => {
    expect(sheetOf(".ipynb", cells(cell('check("b", globalThis.pwned = "x")'))).problems.b).toMatch(
      /never run/,
    );
  });
});

describe("answer sheets", () => {
  const students = someClass(12, 5);

  test("are read from JSON: one student, several, answers below a key or at the top, a notebook", () => {
    const list = [...students].map(([student, answers]) => ({ student, answers }));
    const { sheets } = read(".json", JSON.stringify(list));
    expect(sheets.map(({ student, answers }) => [student, answers])).toEqual([...students]);
    const [first] = students.values();
    expect(sheetOf(".json", JSON.stringify(first)).answers).toEqual(first);
    expect(sheetOf(".json", notebook(first ?? {})).answers).toEqual(first);
  });

  test.each([",", ";", "\t"])(
    "are read from CSV with the delimiter %j, with line breaks and quotation marks in cells",
    (delimiter) => {
      const odd = new Map([
        ...students,
        ['O"Neil; the, second', { b: 'a "quoted"\nanswer; with, everything\there' }],
      ]);
      const { sheets, remarks } = read(".csv", csv(odd, delimiter));
      expect(remarks).toEqual([]);
      expect(sheets.map(({ student }) => student)).toEqual([...odd.keys()]);
      for (const [i, answers] of [...odd.values()].entries())
        for (const [part, answer] of Object.entries(answers))
          if (typeof answer === "string") expect(sheets[i]?.answers[part as "b"]).toBe(answer);
    },
  );

  test("are read under headings with fields and words, beside other columns", () => {
    const text =
      'sep=;\nTimestamp;Email Address;a.W1;(a) b1;Part b;"(c) What is ∂J/∂z2?"\n1;ada@x.org;m×d;m×1;1,5 y;y\n';
    const { sheets, remarks } = read(".csv", text);
    expect(sheets[0]).toMatchObject({
      student: "ada@x.org",
      answers: { a: { W1: "m×d", b1: "m×1" }, b: "1,5 y", c: "y" },
    });
    expect(remarks).toEqual(["These columns name no part and were not read: Timestamp."]);
  });

  test("refuse a row with too many cells or an open quotation mark, and count the others", () => {
    const { sheets } = read(".csv", 'student,b\nada,ypred - y\nbob,1,5 y\neve,"open\nzoe,y\n');
    expect(sheets.map(({ student, refused }) => [student, refused !== null])).toEqual([
      ["ada", false],
      ["bob", true],
      ["eve", true],
    ]);
    expect(sheets[1]?.refused).toMatch(/3 cells in row 3 under 2 headings/);
  });

  test("are read from Markdown, under headings and after letters", () => {
    for (const answers of students.values()) {
      const sheet = sheetOf(".md", markdown(answers));
      expect(Object.keys(sheet.answers)).toEqual(Object.keys(answers));
      for (const [part, answer] of Object.entries(answers))
        if (typeof answer === "string") expect(sheet.answers[part as "b"]).toBe(answer);
    }
    const sheet = sheetOf(
      ".md",
      "Student: **Ada**\n\n# Introduction\nb) is below <!-- (c) not this -->\n## Part b: the output\n$$ypred - y$$\n(c) `y`\n**d)** x\n### e\n```text\n(a) W2\n# b\n```\n",
    );
    expect(sheet).toMatchObject({ student: "**Ada**", answers: { c: "y", d: "x", e: "(a) W2\n# b" } });
    expect(sheet.conflicts).toEqual({ b: ["is below", "ypred - y"] });
  });

  test.each([
    [".ipynb", "", "The file is empty."],
    [".ipynb", '{"cells": [', "It is not complete JSON"],
    [".ipynb", '{"nbformat": 3, "worksheets": []}', "not a notebook of format 4"],
    [".ipynb", "[]", "not a notebook of format 4"],
    [".json", "7", "not an object with answers"],
    [".json", "{}", "It has no answers"],
    [".json", "[]", "empty"],
    [".csv", "name,age\nada,7\n", "names no part"],
    [".csv", "student,b\n", "no rows"],
    [".md", "# Hello\n", "has no answers"],
    [".md", "\0\0\u0001", "not a text file"],
  ])("are refused with a reason in a %s file with %j", (ending, text, reason) => {
    expect(sheetOf(ending, text)).toMatchObject({ answers: {}, refused: expect.stringContaining(reason) });
  });

  test("treat hostile keys as plain keys", () => {
    const sheet = sheetOf(
      ".json",
      '{"__proto__": {"b": "x"}, "constructor": 1, "b": {"__proto__": "y", "answer": "ypred - y"}}',
    );
    expect(Object.keys(sheet.answers)).toEqual(["b"]);
    expect(({} as Record<string, unknown>).b).toBeUndefined();
  });
});

describe("encodings", () => {
  const text = "student,b\nAdélaïde,−y + ypred × ½\n";
  const answer = "−y + ypred × ½";
  const utf16 = (mark: boolean) => Buffer.from(mark ? `\ufeff${text}` : text, "utf16le");

  test.each([
    ["UTF-8", bytes(text)],
    ["UTF-8 with a mark", bytes(`\ufeff${text}`)],
    ["UTF-16, little-endian", utf16(true)],
    ["UTF-16, big-endian", utf16(true).swap16()],
    ["UTF-16 without a mark", Buffer.from("student,b\nAda,-y + ypred\n", "utf16le")],
  ])("include %s", (name, content) => {
    const { sheets, remarks } = readFile(".csv", content, ids);
    expect(remarks).toEqual([]);
    if (!name.includes("without"))
      expect(sheets[0]).toMatchObject({ student: "Adélaïde", answers: { b: answer } });
    else expect(sheets[0]?.answers.b).toBe("-y + ypred");
  });

  test("include Latin-1, read as Windows-1252 with a remark", () => {
    const { sheets, remarks } = readFile(".csv", Buffer.from("student,b\nAdélaïde,½ y\n", "latin1"), ids);
    expect(sheets[0]).toMatchObject({ student: "Adélaïde", answers: { b: "½ y" } });
    expect(remarks[0]).toMatch(/Windows-1252/);
  });

  test("include any bytes without an exception", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(".ipynb", ".json", ".csv", ".tsv", ".md"),
        fc.uint8Array({ maxLength: 200 }),
        (ending, content) => {
          expect(Array.isArray(readFile(ending, content, ids).sheets)).toBe(true);
        },
      ),
    );
  });
});

test("refuses an answer that is too long, and counts the others", () => {
  const sheet = sheetOf(".json", JSON.stringify({ b: "y".repeat(20_000), c: "y" }));
  expect(sheet.answers).toEqual({ c: "y" });
  expect(sheet.problems.b).toMatch(/longer than 10000 characters/);
  expect(parts).toHaveLength(9);
});
