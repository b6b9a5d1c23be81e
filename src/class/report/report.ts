import { readFileSync } from "node:fs";
import { median } from "../../data/statistics";
import { answerText } from "../../grading/verdict/verdict";
import type { KeyPoint, Question } from "../../question/question";
import { figureScript } from "../../show/figures/figure-script";
import { type Graded, type JudgedConflict, openMarks, remarksOn } from "../grade";
import { conflictList, counted, marksText, scrollable, titleOf, typeset } from "./answer";
import { discriminationFigure, outcomesLegend, partsFigure, partsTable, scoreFigure } from "./figures";
import { Html, html, page } from "./page";
import { ClassStatistics, deviation, type MisconceptionStatistics, mean } from "./statistics";

/** The most answers that are shown for one misconception. */
const shownAnswers = 12;

/** One row of the list of students. */
interface Row {
  readonly student: string;
  readonly page: string;
  readonly score: number;
  readonly open: number;
  readonly refused: string | null;
  readonly notes: readonly string[];
}

/** A student's words that a person must mark. */
interface Words {
  readonly student: string;
  readonly page: string;
  readonly text: string;
  /** Contradicting answers: the person must say which one counts. */
  readonly conflicts: readonly JudgedConflict[];
  readonly marks: number;
  readonly found: readonly string[];
  readonly missing: readonly string[];
}

/** The page about the whole class, filled one student at a time. */
export class ClassReport {
  private readonly statistics: ClassStatistics;
  private readonly rows: Row[] = [];
  private readonly words = new Map<string, Words[]>();

  /** @param remarks on files and names */
  constructor(
    private readonly question: Question,
    private readonly remarks: readonly string[],
  ) {
    this.statistics = new ClassStatistics(question);
  }

  /** @param page the student's page, relative to the report */
  add(graded: Graded, page: string): void {
    const { student, score, open, refused } = graded;
    this.statistics.add(graded);
    this.rows.push({ student, page, score, open, refused, notes: remarksOn(graded) });
    for (const result of graded.parts) {
      const free = result.verdict.needsHuman;
      const marks = openMarks(result);
      if (!free && marks === 0 && result.conflicts.length === 0) continue;
      const words = this.words.get(result.part) ?? [];
      const textOf = (points: readonly KeyPoint[]) => points.map(({ text }) => text);
      words.push({
        student,
        page,
        text: free?.text || answerText(result.answer ?? "") || (result.problem ?? ""),
        conflicts: result.conflicts,
        marks,
        found: textOf(free?.found ?? []),
        missing: textOf(free?.missing ?? []),
      });
      this.words.set(result.part, words);
    }
  }

  /** The page, with the script that draws its figures inside. */
  toString(): string {
    const plotly = scriptOf(readFileSync(require.resolve("plotly.js-basic-dist-min"), "utf8"));
    const { scores } = this.statistics;
    const { title, parts } = this.question;
    const body = html`<h1>${title}: the class</h1>
<p class="soft">The answers of ${counted(scores.length, "student")} to ${counted(parts.length, "part")}. The split of the marks over the parts is the instructor's, not the paper's.</p>
${this.tiles()}
${this.remarks.map((remark) => html`<p class="card">${remark}</p>`)}
${scores.length > 0 ? this.chapters() : html`<p>No answers could be read.</p>`}
${this.students()}
${new Html(`<script>${plotly}</script>`)}`;
    return page(`${title}: the class`, body, [plotly, figureScript]);
  }

  private tiles(): Html {
    const { scores, maxScore, refused } = this.statistics;
    const open = this.rows.filter((row) => row.open > 0).length;
    const tile = (value: string, what: string) => html`<div class="tile"><b>${value}</b>${what}</div>`;
    return html`<div class="tiles">${[
      tile(String(scores.length), "graded"),
      tile(
        `${mean(scores).toFixed(1)} ± ${deviation(scores).toFixed(1)}`,
        `mean of ${marksText(maxScore)} ± sd`,
      ),
      tile(marksText(median(scores)), "median"),
      tile(String(open), "with open marks"),
      tile(String(refused), "could not be read"),
    ]}</div>`;
  }

  private chapters(): Html {
    const { scores, misconceptions, parts: partStatistics } = this.statistics;
    return html`<h2>Scores</h2>
<div class="card">${scoreFigure(this.statistics)}</div>
<h2>Marks by part</h2>
<div class="card">${outcomesLegend}${partsFigure(partStatistics, scores.length)}
${scrollable("marks by part", partsTable(this.question, partStatistics))}</div>
<h2>Parts that separate strong from weak</h2>
<div class="card">${discriminationFigure(partStatistics)}
<p class="small soft">The correlation of a part's marks with the marks of all other parts together. Near 0, or if all have the same marks (–), a part says nothing about who is strong. Below 0, check whether it is misunderstood.</p></div>
<h2>Common errors</h2>
<div class="card">${
      misconceptions.length === 0
        ? html`<p>Nothing.</p>`
        : misconceptions.map((one) => misconception(one, scores.length))
    }</div>
${this.words.size > 0 && this.toBeRead()}`;
  }

  private toBeRead(): Html {
    const chapters = [...this.words].sort(([a], [b]) => (a < b ? -1 : 1));
    return html`<h2>For a person to read</h2>
<p class="soft">The program never scores words, or text that it could not read. Key points are found by single words, so a sentence may also deny a point that is listed as found.</p>
${chapters.map(
  ([
    part,
    all,
  ]) => html`<details class="card"><summary>(${part}) ${titleOf(this.question, part)}: ${counted(all.length, "text")}</summary>
${all.map(
  ({
    student,
    page,
    text,
    conflicts,
    marks,
    found,
    missing,
  }) => html`<p><a href="${page}">${student}</a> <span class="soft small">up to ${marksText(marks)}</span></p>${conflicts.length > 0 ? conflictList(conflicts) : html`<pre>${text}</pre>`}
<p class="small"><span class="right">${found.length > 0 && `found: ${found.join(" · ")}`}</span> <span class="soft">${missing.length > 0 && `not found: ${missing.join(" · ")}`}</span></p>\n`,
)}</details>`,
)}`;
  }

  private students(): Html {
    const noted = this.rows.filter(({ refused, notes }) => refused !== null || notes.length > 0);
    return html`${
      noted.length > 0 &&
      html`<h2>Unreadable files and other notes</h2>
<div class="card">${scrollable(
        "notes on students",
        html`<table><thead><tr><th>student</th><th>reason</th></tr></thead><tbody>${noted.map(
          ({ student, page, refused, notes }) =>
            html`<tr><td><a href="${page}">${student}</a></td><td>${(refused === null ? notes : [refused]).map((note) => html`<p>${note}</p>`)}</td></tr>\n`,
        )}</tbody></table>`,
      )}</div>`
    }
<h2>Students</h2>
<details class="card" ${this.rows.length <= 50 && new Html("open")}><summary>${counted(this.rows.length, "student")}</summary>
${scrollable(
  "marks of the students",
  html`<table><thead><tr><th>student</th><th class="number">marks</th><th class="number">open</th></tr></thead><tbody>${this.rows.map(
    ({ student, page, score, open, refused }) =>
      html`<tr><td><a href="${page}">${student}</a></td><td class="number">${refused === null ? marksText(score) : "–"}</td><td class="number">${open > 0 ? marksText(open) : ""}</td></tr>\n`,
  )}</tbody></table>`,
)}</details>`;
  }
}

/** A script to embed in a page: it must not contain the end of its element. */
const scriptOf = (source: string): string =>
  source.replace(/<\/(?=script)/gi, "<\\/").replace(/<!--/g, "<\\!--");

/** A misconception with its answers. */
function misconception({ part, title, count, answers }: MisconceptionStatistics, students: number): Html {
  const shown = answers.slice(0, shownAnswers);
  const rest = answers.slice(shownAnswers).reduce((sum, one) => sum + one.count, 0);
  return html`<details><summary><b>${count}</b> (${Math.round((100 * count) / students)} %) · (${part}) ${title}</summary>
${scrollable(
  `answers to (${part}): ${title}`,
  html`<table><tbody>${shown.map(
    ({ answer, mathml, count, written }) =>
      html`<tr><td class="number times">${count} ×</td><td>${typeset(answer, mathml)}${asWritten(written, count)}</td></tr>\n`,
  )}</tbody></table>`,
)}${rest > 0 && html`<p class="small soft">… and ${rest} more.</p>`}</details>
`;
}

/** What was written, if it differs from the reading, so a misreading is visible. */
const asWritten = (written: readonly string[], count: number): Html | false =>
  written.length > 0 &&
  html`<div class="small soft">written: ${written.map((text) => `“${text}”`).join(" · ")}${count > written.length && " · …"}</div>`;
