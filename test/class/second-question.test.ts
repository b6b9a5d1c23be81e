import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { handoutNotebooks } from "../../src/commands/handout-notebook";
import { judge } from "../../src/grading/judge";
import { hint } from "../../src/grading/student/check";
import { rubricOf } from "../../src/question/question";
import { softmaxQuestion as question } from "../question/softmax";
import { write } from "./generator";
import { gradesIn, temporaryForAll } from "./run";

// Threads load the built files, because they cannot load TypeScript.
const { gradeClass } = createRequire(__filename)(
  "../../dist/class/class.js",
) as typeof import("../../src/class/class");

const verdict = (part: string, answer: string) => judge(part, answer, { question });

describe("a second question", () => {
  test.each([
    ["1", "W: k×n, b: k×1", 1],
    ["1", "W: n×k, b: k×1", 0.5],
    ["2", "p - y", 1],
    ["2", "-(y - p)", 1],
    ["2", "p^T - y^T", 0],
    ["3", "W := W - eta dJ/dW", 2],
    ["3", "W - eta (p - y) x^T", 2],
    ["3", "W + eta dJ/dW", 0],
    ["4", "same", 1],
    ["4", "larger", 0],
  ])("is judged by the same checker: (%s) %s", (part, answer, score) => {
    expect(verdict(part, answer).score).toBe(score);
  });

  test("gets the same diagnosis", () => {
    expect(verdict("2", "y - p")).toMatchObject({ verdict: "incorrect", misconception: "sign" });
    expect(verdict("2", "W1 - y").verdict).toBe("invalid");
  });
});

describe("a handout of a second question", () => {
  const notebooks = handoutNotebooks(question, new Map(), {});

  test("has an index and a notebook with one answer cell for each part", () => {
    expect([...notebooks.keys()]).toEqual(["index.ipynb", ...question.parts.map(({ notebook }) => notebook)]);
    for (const { id, notebook } of question.parts) {
      const cells = notebooks.get(notebook)?.cells ?? [];
      const marked = cells.filter(({ metadata }) => metadata.tags?.includes("answer"));
      expect(marked.map(({ metadata }) => metadata.workbook)).toEqual([{ answer: id }]);
      expect(marked[0]?.source).toMatch(new RegExp(`^check\\("${id}", `));
    }
  });

  test("gives no solution away, and imports nothing that checks another question", () => {
    const text = [...notebooks.values()]
      .flatMap(({ cells }) => cells)
      .map(({ source }) => source)
      .join("\n");
    for (const { answer, reason } of question.parts)
      for (const secret of [answer, reason]) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/solution|import|progress\(/);
  });

  test("has hints that do not name the solution", () => {
    expect(String(hint("2", 1, { question }))).toContain("Look at one class at a time.");
    expect(String(hint("2", 2, { question }))).not.toContain("solution");
  });
});

describe("a class with a second question", () => {
  let out = "";
  beforeAll(async () => {
    const folder = temporaryForAll();
    out = join(folder, "out");
    const cell = (source: string) => ({ cell_type: "code", metadata: {}, outputs: [], source });
    write(folder, {
      "in/ada.json": JSON.stringify({ 1: "W: k×n, b: k×1", 2: "p - y", 3: "W - eta dJ/dW", 4: "same" }),
      "in/bob/part-2.ipynb": JSON.stringify({
        cells: [cell('check("2", "y - p")')],
        metadata: {},
        nbformat: 4,
        nbformat_minor: 5,
      }),
      "in/class.csv": "student,2,4\neve,p - y,larger\n",
      "in/zoe.md": "## (2)\n\np - y\n\n## (3)\n\nW + eta dJ/dW\n",
    });
    await gradeClass({
      paths: [join(folder, "in")],
      out,
      question,
      rubric: rubricOf(question),
      workers: 1,
      gradescope: true,
      force: false,
      onProgress: () => undefined,
    });
  }, 60_000);

  test("has the question's parts as columns and its marks", () => {
    const grades = gradesIn(out);
    expect([...grades].map(([student, { score, max }]) => [student, score, max])).toEqual([
      ["ada", "5", "5"],
      ["bob", "0", "5"],
      ["eve", "1", "5"],
      ["zoe", "1", "5"],
    ]);
    expect(grades.get("bob")).toMatchObject({ "1 is": "blank", 2: "0", "2 is": "wrong" });
  });

  test("has pages about the question", () => {
    const [page, report] = ["feedback/bob.html", "report.html"].map((name) =>
      readFileSync(join(out, name), "utf8"),
    );
    expect(page).toContain("<h1>Softmax classifier: your answers</h1>");
    expect(page).toContain("(2) Gradient at the scores");
    expect(page).toContain("The sign is flipped");
    expect(report).toContain("<h1>Softmax classifier: the class</h1>");
    expect(report).toContain("4 students to 4 parts");
    expect(report).toContain("(2) Target minus prediction");
  });
});
