import type { AnswerInput, Verdict } from "../../grading/verdict/verdict";
import { type JudgedRival, openMarksOf } from "../grade";
import { Html, html } from "./html";
import { marksText } from "./marks";
import { scrollable } from "./scrollable";

/** An answer as it was typed, the fields of a form one below the other, and how it was understood. */
export const asWritten = (answer: AnswerInput, verdict: Verdict, mathml: string | null): Html =>
  html`<dt>You wrote</dt><dd>${written(answer)}</dd>${readAs(verdict, mathml)}`;

function written(answer: AnswerInput): Html {
  if (typeof answer === "string") return html`<pre>${answer}</pre>`;
  return html`<pre>${Object.entries(answer)
    .map(([field, text]) => `${field}: ${text}`)
    .join("\n")}</pre>`;
}

/** How an answer was understood: a formula typeset, with its shape. */
function readAs({ reading, shape }: Verdict, mathml: string | null): Html | null {
  if (reading === null) return null;
  const shown = html`${typeset(reading, mathml)}${shape !== null && html` <span class="soft">(${shape})</span>`}`;
  return html`<dt>Read as</dt><dd>${mathml === null ? shown : scrollable("the formula that was read", shown)}</dd>`;
}

/** What was read, as MathML where it is a formula. */
export const typeset = (reading: string, mathml: string | null): Html | string =>
  mathml === null ? reading : new Html(mathml);

/** What an answer would be worth if it were the one that counts. */
export function worth({ verdict }: JudgedRival): string {
  const open = openMarksOf(verdict);
  const more = open > 0 ? `, and up to ${marksText(open)} more by a person` : "";
  return `${marksText(verdict.score)} of ${marksText(verdict.maxScore)}${more}`;
}

/** Answers that contradict each other: each with where it stands and what it would be worth. */
export const rivalsList = (rivals: readonly JudgedRival[]): Html =>
  html`${rivals.map(
    (rival) => html`<dl class="rival">${asWritten(rival.answer, rival.verdict, rival.mathml)}
<dt>Stands in</dt><dd>${rival.places.join(", ")}</dd><dt>Worth</dt><dd>${worth(rival)}</dd></dl>\n`,
  )}`;
