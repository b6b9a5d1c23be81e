import { marksText } from "../../grading/verdict/words";
import type { Question } from "../../question/question";
import { type Graded, openMarks, type PartResult } from "../grade";
import { asWritten, conflictList } from "./answer";
import { type Html, html, page } from "./page";
import { type Outcome, outcomeOf } from "./statistics";

/** The colour of each outcome, as a class of the page's style, and its words. */
const looks: Readonly<Record<Outcome, readonly [colour: string, words: string]>> = {
  right: ["right", "✓ right"],
  "partly right": ["partly", "◐ partly right"],
  wrong: ["wrong", "✗ not yet right"],
  "not readable": ["partly", "? could not be read"],
  "answers differ": ["partly", "? answers differ"],
  blank: ["soft", "– no answer"],
};

/** A student's page: marks, how each answer was read, what is wrong with it, and a hint. */
export function feedbackPage(question: Question, graded: Graded): string {
  const { student, score, maxScore, open, refused, sources, notes } = graded;
  const body = html`<h1>${question.title}: your answers</h1>
<p class="soft">${student}</p>
${
  refused === null
    ? html`<p class="score">${marksText(score)} of ${marksText(maxScore)} ${maxScore === 1 ? "mark" : "marks"}</p>
${open > 0 && html`<p>Up to ${marksText(open)} more, which a person must mark.</p>`}`
    : html`<div class="card"><h3 class="wrong">Nothing could be marked</h3><p>${refused}</p></div>`
}
${refused === null && graded.parts.map((result) => card(question, result))}
<h2>Files that were read</h2>
<ul class="small soft">${sources.map((source) => html`<li>${source}</li>`)}</ul>
${refused === null && notes.length > 0 && html`<ul class="small">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<p class="small soft">The split of the marks over the parts is the instructor's, not the paper's.</p>`;
  return page(`${question.title}: ${student}`, body);
}

function card({ parts }: Question, result: PartResult): Html {
  const { part, verdict, answer, mathml, problem, conflicts } = result;
  const { title, question: asks } = parts.find(({ id }) => id === part) ?? {};
  const [colour, words] = looks[outcomeOf(result)];
  const feedback = problem === null ? verdict.feedback : [problem];
  return html`<section class="card">
<div class="head"><h3>(${part}) ${title}</h3><span class="mark ${colour}">${words} · ${marksText(verdict.score)} of ${marksText(verdict.maxScore)}</span></div>
<p class="soft small">${asks}</p>
${answer !== null && html`<dl>${asWritten(answer, verdict, mathml)}</dl>`}
${feedback.map((sentence) => html`<p>${sentence}</p>`)}
${conflictList(conflicts)}
${openMarks(result) > 0 && html`<p class="soft">Up to ${marksText(openMarks(result))} more, which a person must mark.</p>`}
${problem === null && verdict.hint !== null && html`<details><summary>A hint</summary><p>${verdict.hint}</p></details>`}
</section>
`;
}
