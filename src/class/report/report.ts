import { readFileSync } from "node:fs";
import { median, spread } from "../../data/statistics";
import { answerText } from "../../grading/verdict/verdict";
import { counted, marksText } from "../../grading/verdict/words";
import type { KeyPoint, Question } from "../../question/question";
import { figureScript } from "../../show/figures/figure-script";
import { type Graded, openMarks, type PartResult, remarksOn, type StudentSummary } from "../grade";
import { conflictList, scrollable, typeset } from "./answer";
import { discriminationFigure, outcomesLegend, partsFigure, partsTable, scoreFigure } from "./figures";
import { Html, html, page } from "./page";
import { ClassStatistics } from "./statistics";

/** The most answers that are shown for one misconception. */
const shownAnswers = 12;

const textsOf = (points: readonly KeyPoint[] = []): string => points.map(({ text }) => text).join(" · ");

/** The page about the whole class, filled one student at a time. */
export class ClassReport {
  readonly students: StudentSummary[] = [];
  private readonly statistics: ClassStatistics;
  /** The answers that a person must read, by part. */
  private readonly toRead: ReadonlyMap<string, Html[]>;

  /** @param remarks on files and names */
  constructor(
    private readonly question: Question,
    private readonly remarks: readonly string[],
  ) {
    this.statistics = new ClassStatistics(question);
    this.toRead = new Map(question.parts.map(({ id }) => [id, []]));
  }

  /** @param page the student's page, relative to the report */
  add(graded: Graded, page: string): void {
    const { student, score, maxScore, open, refused } = graded;
    this.statistics.add(graded);
    this.students.push({ student, score, maxScore, open, refused, notes: remarksOn(graded), page });
    for (const result of graded.parts)
      if (result.verdict.needsHuman || openMarks(result) > 0 || result.conflicts.length > 0)
        this.toRead.get(result.part)?.push(answerToRead(result, html`<a href="${page}">${student}</a>`));
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
${this.studentList()}
${new Html(`<script>${plotly}</script>`)}`;
    return page(`${title}: the class`, body, [plotly, figureScript]);
  }

  private tiles(): Html {
    const { scores, maxScore, refused } = this.statistics;
    const { mean, sd } = spread(scores);
    const open = this.students.filter((student) => student.open > 0).length;
    const tiles = [
      [String(scores.length), "graded"],
      [`${(mean ?? 0).toFixed(1)} ± ${(sd ?? 0).toFixed(1)}`, `mean of ${marksText(maxScore)} ± sd`],
      [marksText(median(scores)), "median"],
      [String(open), "with open marks"],
      [String(refused), "could not be read"],
    ];
    return html`<div class="tiles">${tiles.map(([value, what]) => html`<div class="tile"><b>${value}</b>${what}</div>`)}</div>`;
  }

  private chapters(): Html {
    const { scores, misconceptions, parts } = this.statistics;
    return html`<h2>Scores</h2>
<div class="card">${scoreFigure(this.statistics)}</div>
<h2>Marks by part</h2>
<div class="card">${outcomesLegend}${partsFigure(parts, scores.length)}
${scrollable("marks by part", partsTable(this.question, parts))}</div>
<h2>Parts that separate strong from weak</h2>
<div class="card">${discriminationFigure(parts)}
<p class="small soft">The correlation of a part's marks with the marks of all other parts together. Near 0, or if all have the same marks (–), a part says nothing about who is strong. Below 0, check whether students misunderstood it.</p></div>
<h2>Common errors</h2>
<div class="card">${
      misconceptions.length === 0
        ? html`<p>None.</p>`
        : misconceptions.map((one) => misconception(one, scores.length))
    }</div>
${this.answersToRead()}`;
  }

  private answersToRead(): Html | false {
    const chapters = this.question.parts.flatMap(({ id, title }) => {
      const answers = this.toRead.get(id) ?? [];
      return answers.length === 0
        ? []
        : html`<details class="card"><summary>(${id}) ${title}: ${counted(answers.length, "text")}</summary>
${answers}</details>`;
    });
    return (
      chapters.length > 0 &&
      html`<h2>For a person to read</h2>
<p class="soft">The program never scores words, or text that it could not read. Key points are found by single words, so a sentence may also deny a point that is listed as found.</p>
${chapters}`
    );
  }

  private studentList(): Html {
    const { students } = this;
    const noted = students.filter(({ refused, notes }) => refused !== null || notes.length > 0);
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
<details class="card" ${students.length <= 50 && new Html("open")}><summary>${counted(students.length, "student")}</summary>
${scrollable(
  "marks of the students",
  html`<table><thead><tr><th>student</th><th class="number">marks</th><th class="number">open</th></tr></thead><tbody>${students.map(
    ({ student, page, score, open, refused }) =>
      html`<tr><td><a href="${page}">${student}</a></td><td class="number">${refused === null ? marksText(score) : "–"}</td><td class="number">${open > 0 ? marksText(open) : ""}</td></tr>\n`,
  )}</tbody></table>`,
)}</details>`;
  }
}

/** A script to embed in a page: it must not contain the end of its element. */
const scriptOf = (source: string): string =>
  source.replace(/<\/(?=script)/gi, "<\\/").replace(/<!--/g, "<\\!--");

/** An answer that a person must mark: what the student wrote, or all answers that contradict each other. */
function answerToRead(result: PartResult, student: Html): Html {
  const { verdict, answer, problem, conflicts } = result;
  const free = verdict.needsHuman;
  const [found, missing] = [textsOf(free?.found), textsOf(free?.missing)];
  const text = free?.text || answerText(answer ?? "") || problem;
  return html`<p>${student} <span class="soft small">up to ${marksText(openMarks(result))}</span></p>${conflicts.length > 0 ? conflictList(conflicts) : html`<pre>${text}</pre>`}
<p class="small"><span class="right">${found && `found: ${found}`}</span> <span class="soft">${missing && `not found: ${missing}`}</span></p>\n`;
}

/** A misconception with its answers, and what was written if it differs from the reading. */
function misconception(
  { part, title, count, answers }: ClassStatistics["misconceptions"][number],
  students: number,
): Html {
  const rest = answers.slice(shownAnswers).reduce((sum, one) => sum + one.count, 0);
  const rows = answers.slice(0, shownAnswers).map(({ answer, mathml, count, written }) => {
    const quoted = written.map((text) => `“${text}”`).join(" · ");
    const asWritten =
      written.length > 0 &&
      html`<div class="small soft">written: ${quoted}${count > written.length && " · …"}</div>`;
    return html`<tr><td class="number times">${count} ×</td><td>${typeset(answer, mathml)}${asWritten}</td></tr>\n`;
  });
  return html`<details><summary><b>${count}</b> (${Math.round((100 * count) / students)} %) · (${part}) ${title}</summary>
${scrollable(
  `answers to (${part}): ${title}`,
  html`<table><tbody>${rows}</tbody></table>`,
)}${rest > 0 && html`<p class="small soft">… and ${rest} more.</p>`}</details>
`;
}
