import type { AnswerInput, Verdict } from "../../grading/verdict/verdict";
import { marksText as fullMarksText } from "../../grading/verdict/words";
import type { Question } from "../../question/question";
import { type JudgedConflict, openMarksOf } from "../grade";
import { Html, html } from "./page";

/** Marks as on paper: 2, 1½; other fractions as decimals, such as 1.25. */
export const marksText = (marks: number): string => fullMarksText(Number(marks.toFixed(3)));

/** A number of marks with its word. */
export const marksOf = (marks: number): string => `${marksText(marks)} ${marks === 1 ? "mark" : "marks"}`;

/** A count with its word, `1 student`, `2 students`. */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Content that may be wider than the screen. It scrolls separately, also by keyboard. */
export const scrollable = (label: string, content: Html): Html =>
  html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${content}</div>`;

/** The title of a part. */
export const titleOf = ({ parts }: Question, part: string): string =>
  parts.find(({ id }) => id === part)?.title ?? "";

/** An answer as typed, one field a line, and how it was read. */
export const asWritten = (answer: AnswerInput, verdict: Verdict, mathml: string | null): Html =>
  html`<dt>You wrote</dt><dd>${written(answer)}</dd>${readAs(verdict, mathml)}`;

function written(answer: AnswerInput): Html {
  if (typeof answer === "string") return html`<pre>${answer}</pre>`;
  return html`<pre>${Object.entries(answer)
    .map(([field, text]) => `${field}: ${text}`)
    .join("\n")}</pre>`;
}

/** How an answer was read: a typeset formula with its shape. */
function readAs({ reading, shape }: Verdict, mathml: string | null): Html | null {
  if (reading === null) return null;
  const shown = html`${typeset(reading, mathml)}${shape !== null && html` <span class="soft">(${shape})</span>`}`;
  return html`<dt>Read as</dt><dd>${mathml === null ? shown : scrollable("the formula that was read", shown)}</dd>`;
}

/** The reading, as MathML if it is a formula. */
export const typeset = (reading: string, mathml: string | null): Html | string =>
  mathml === null ? reading : new Html(mathml);

/** The marks that an answer would earn if it counted. */
export function worth({ verdict }: JudgedConflict): string {
  const open = openMarksOf(verdict);
  const more = open > 0 ? `, and up to ${marksText(open)} more by hand` : "";
  return `${marksText(verdict.score)} of ${marksText(verdict.maxScore)}${more}`;
}

/** Contradicting answers, each with its place and its marks. */
export const conflictList = (conflicts: readonly JudgedConflict[]): Html =>
  html`${conflicts.map(
    (conflict) => html`<dl class="conflict">${asWritten(conflict.answer, conflict.verdict, conflict.mathml)}
<dt>Found in</dt><dd>${conflict.places.join(", ")}</dd><dt>Worth</dt><dd>${worth(conflict)}</dd></dl>\n`,
  )}`;
