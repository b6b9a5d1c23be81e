import { describe, expect, test } from "vitest";
import { autoencoderQuestion as question, rubric } from "../../src/autoencoder/question";
import { type Graded, grade } from "../../src/class/grade";
import { emptySheet } from "../../src/class/read/sheet";
import { feedbackPage } from "../../src/class/report/feedback";
import { discriminationFigure, scoreFigure } from "../../src/class/report/figures";
import { gradescopeResults } from "../../src/class/report/gradescope";
import { ClassReport } from "../../src/class/report/report";
import { ClassStatistics } from "../../src/class/report/statistics";
import { submissionOf } from "../../src/class/submission";
import type { Answers } from "./generator";

const ids = question.parts.map(({ id }) => id);

/** The result of a student with these files, by place. */
const graded = (student: string, files: Readonly<Record<string, Answers>>): Graded => {
  const sources = Object.entries(files).map(([place, answers]) => ({
    place,
    sheet: { ...emptySheet, answers },
    part: null,
    foreign: false,
  }));
  return grade(submissionOf(student, sources, ids), rubric, question);
};

const one = (student: string, answers: Answers): Graded => graded(student, { [`${student}.json`]: answers });

function reportOf(...students: readonly Graded[]): string {
  const report = new ClassReport(question, []);
  for (const student of students) report.add(student, `feedback/${student.student}.html`);
  return String(report).replace(/<script>.*?<\/script>/gs, "");
}

interface Figure {
  readonly data: readonly {
    readonly x: readonly number[];
    readonly y: readonly number[];
    readonly width: number;
  }[];
  readonly layout: { readonly yaxis: { readonly dtick?: number } };
}

const figureIn = (html: unknown): Figure =>
  JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(String(html))?.[1] ?? "");

const captionIn = (html: unknown): string => /<figcaption>(.*?)<\/figcaption>/s.exec(String(html))?.[1] ?? "";

/** The figure of a class with these scores. */
const scored = (maxScore: number, ...scores: readonly number[]) => {
  const { source } = scoreFigure(Object.assign(new ClassStatistics(question), { scores, maxScore }));
  const { data, layout } = figureIn(source);
  const [bars] = data;
  return { caption: captionIn(source), layout, x: bars?.x, y: bars?.y, width: bars?.width ?? 0 };
};

describe("the figure of scores", () => {
  test("has a bar for each score that occurs, and its caption agrees with the bars", () => {
    const { x, y, width, caption } = scored(14, 13.5, 6.5, 0, 7, 6.5, 13);
    expect([x, y]).toEqual([
      [0, 6.5, 7, 13, 13.5],
      [1, 2, 1, 1, 1],
    ]);
    expect(width).toBeLessThan(0.5);
    expect(caption).toBe("6 students, on average 7.8 of 14; 3 students below half of the marks.");
  });

  test.each([
    [[1, 1.25], 0.25],
    [[0.1, 0.30000000000000004], 0.1],
    [[1, 2], 0.5],
    [[], 0.5],
  ])("has bars that do not touch for the scores %j", (scores, step) => {
    const { width } = scored(14, ...scores);
    expect(width).toBeLessThan(step);
    expect(width).toBeGreaterThan(step / 2);
  });

  test("has ticks at whole numbers of students", () => {
    expect(scored(14, 1, 1, 2).layout.yaxis.dtick).toBe(1);
    expect(scored(14, ...Array<number>(7).fill(1)).layout.yaxis.dtick).toBeUndefined();
  });
});

describe("the figure of discrimination", () => {
  const part = (id: "b" | "c" | "d" | "e", discrimination: number | null) => {
    const { counts } = new ClassStatistics(question).parts[0] ?? expect.fail();
    return { part: id, maxScore: 1, mean: 0.5, counts, discrimination };
  };

  test("names the parts that separate students, best first", () => {
    const caption = captionIn(
      discriminationFigure([part("b", 0.4), part("c", 0.29), part("d", 0.91), part("e", null)]).source,
    );
    expect(caption).toBe(
      "These parts separate strong from weak students best: (d), 0.91; (b), 0.40. In 2 of 4 parts the marks correlate with those of the others (0.3 or more).",
    );
  });

  test("names no part if none separates students", () => {
    expect(captionIn(discriminationFigure([part("b", -0.4), part("c", null)]).source)).toMatch(
      /^In no part do the marks correlate/,
    );
  });
});

describe("the texts for a person to read", () => {
  test("include unreadable formulas as they were written", () => {
    const report = reportOf(
      one("ada", { b: "ypred minus <b>y</b>", c: "dJ/dypred" }),
      one("bob", { b: "(ypred - y" }),
    );
    expect(report).toContain("(b) Gradient at the output: 2 texts");
    expect(report).toContain("<pre>ypred minus &lt;b&gt;y&lt;/b&gt;</pre>");
    expect(report).toContain("<pre>(ypred - y</pre>");
    expect(report).not.toContain("(c) Gradient before the activation: 1 text");
  });

  test("include contradicting answers with their places and marks, on every page", () => {
    const ada = graded("ada", {
      "ada/b.ipynb": { b: "ypred - y" },
      "class.csv, row 6": { b: "y - ypred<i>" },
      "again.json": { b: "y - ypred" },
    });
    expect(ada).toMatchObject({ score: 0, open: 1 });
    for (const page of [reportOf(ada), feedbackPage(question, ada)]) {
      expect(page).toContain("<pre>ypred - y</pre>");
      expect(page).toContain("<pre>y - ypred&lt;i&gt;</pre>");
      expect(page).toContain("<dd>ada/b.ipynb</dd><dt>Worth</dt><dd>1 of 1</dd>");
      expect(page).toContain("<dd>again.json</dd><dt>Worth</dt><dd>0 of 1</dd>");
      expect(page).toContain(
        "<dd>class.csv, row 6</dd><dt>Worth</dt><dd>0 of 1, and up to 1 more by hand</dd>",
      );
      expect(page).not.toContain("could not be read ·");
    }
    expect(feedbackPage(question, ada)).toContain("? answers differ · 0 of 1");
    expect(gradescopeResults(question, ada)).toContain("In ada/b.ipynb: ypred - y (1 of 1)");
  });

  test("exclude answers that were typed differently and mean the same", () => {
    const ada = graded("ada", {
      "one.json": { a: "W1: m×d, b1: m×1, W2: d×m, b2: d×1", b: "ypred - y" },
      "two.json": { a: { W1: "m x d", b1: "m x 1", W2: "d x m", b2: "d x 1" }, b: "ypred-y" },
    });
    expect(ada).toMatchObject({ score: 3, open: 0 });
    expect(ada.parts[0]).toMatchObject({ problem: null, conflicts: [] });
    const right = graded("eve", { "one.json": { h: "nll" }, "two.json": { h: "squared" } });
    expect(right).toMatchObject({ score: 2, open: 0 });
    const words = graded("bob", {
      "one.json": { f: "no; why: it overfits" },
      "two.json": { f: "no; why: luck" },
    });
    expect(words.parts[5]?.conflicts).toHaveLength(2);
  });
});

describe("a misconception in the report", () => {
  test("shows the written words, escaped and shortened, if they differ from the reading", () => {
    const long = `L2 ${"<b> ".repeat(100)}`;
    const report = reportOf(
      one("ada", { h: "l2" }),
      one("bob", { h: "the L2 one" }),
      one("eve", { f: { right: "yes", why: long } }),
      one("zoe", { b: "y-ypred" }),
    );
    expect(report).toContain("written: “the L2 one”");
    expect(report).toMatch(/written: “right: yes; why: L2 (&lt;b&gt; ){20,40}…”/);
    // A formula is typeset, so its text is not repeated.
    expect(report).not.toContain("y-ypred");
  });
});

test("reports to Gradescope once that an earlier error is carried forward", () => {
  const results = gradescopeResults(question, one("bob", { b: "y - ypred", c: "(y - ypred) * df2/dz2" }));
  expect(results.match(/builds correctly/g)).toHaveLength(1);
});

test("gives everything that scrolls a name and keyboard access", () => {
  const student = one("ada", { b: "y - ypred", f: "no; why: it overfits", d: "dJ/dz2 a1" });
  for (const page of [reportOf(student), feedbackPage(question, student)]) {
    const boxes = page.match(/<div class="scroll"[^>]*>/g) ?? [];
    expect(boxes.length).toBeGreaterThan(1);
    for (const box of boxes) expect(box).toMatch(/role="group" aria-label="[^"]+" tabindex="0"/);
    expect(page.match(/class="[^"]*\bscroll\b/g)).toHaveLength(boxes.length);
  }
});

test("repeats the heading beside every number of the table of parts for narrow screens", () => {
  const [, table = ""] = /<table class="wide">(.*?)<\/table>/s.exec(reportOf(one("ada", { b: "y" }))) ?? [];
  const headings = [...table.matchAll(/<th class="number">(.*?)<\/th>/g)].map(([, heading]) => heading);
  const [row = ""] = /<tr><td.*?<\/tr>/s.exec(table) ?? [];
  expect([...row.matchAll(/data-label="(.*?)"/g)].map(([, label]) => label)).toEqual(headings);
  expect(headings).toContain("answers differ");
});
