import type { AnswerInput, Verdict } from "../../grading/verdict/verdict";
import { marksText } from "../../grading/verdict/words";
import { type JudgedConflict, openMarksOf } from "../grade";
import { Html, html } from "./page";

/** Content that may be wider than the screen. It scrolls separately, also by keyboard. */
export const scrollable = (label: string, content: Html): Html =>
  html`<div class="scroll" role="group" aria-label="${label}" tabindex="0">${content}</div>`;

/** An answer as typed, one field a line, and how it was read. */
export function asWritten(answer: AnswerInput, { reading, shape }: Verdict, mathml: string | null): Html {
  const fields =
    typeof answer === "string" ? [answer] : Object.entries(answer).map((field) => field.join(": "));
  const read =
    reading !== null &&
    html`${typeset(reading, mathml)}${shape !== null && html` <span class="soft">(${shape})</span>`}`;
  return html`<dt>You wrote</dt><dd><pre>${fields.join("\n")}</pre></dd>${
    read &&
    html`<dt>Read as</dt><dd>${mathml === null ? read : scrollable("the formula that was read", read)}</dd>`
  }`;
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
