import { parts } from "../../autoencoder/parts";
import { type Graded, openMarks, type PartResult } from "../grade";
import { asWritten, rivalsList } from "./answer";
import { type Html, html, page } from "./html";
import { marksOf, marksText } from "./marks";
import { type Outcome, outcomeOf } from "./statistics";

const signs: Readonly<Record<Outcome, string>> = {
  right: "✓ right",
  "partly right": "◐ partly right",
  wrong: "✗ not yet right",
  "not readable": "? could not be read",
  "answers differ": "? answers differ",
  blank: "– no answer",
};

const classes: Readonly<Record<Outcome, string>> = {
  right: "right",
  "partly right": "partly",
  wrong: "wrong",
  "not readable": "partly",
  "answers differ": "partly",
  blank: "soft",
};

/** A student's page: marks, how every answer was read, what is wrong with it, and where to go on. */
export function feedbackPage(graded: Graded): string {
  const { student, score, maxScore, open, refused, sources, notes } = graded;
  const body = html`<h1>Autoencoder: your answers</h1>
<p class="soft">${student}</p>
${
  refused === null
    ? html`<p class="score">${marksText(score)} of ${marksOf(maxScore)}</p>
${open > 0 && html`<p>Up to ${marksText(open)} more: a person reads what a program cannot mark.</p>`}`
    : html`<div class="card"><h3 class="wrong">Nothing could be marked</h3><p>${refused}</p></div>`
}
${refused === null && graded.parts.map(card)}
<h2>What was read</h2>
<ul class="small soft">${sources.map((source) => html`<li>${source}</li>`)}</ul>
${refused === null && notes.length > 0 && html`<ul class="small">${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<p class="small soft">The split of the marks over the parts is the instructor's own, not the paper's.</p>`;
  return page(`Autoencoder: ${student}`, body);
}

function card(result: PartResult): Html {
  const { part, verdict, answer, mathml, problem, rivals } = result;
  const { title = "", question = "" } = parts.find(({ id }) => id === part) ?? {};
  const outcome = outcomeOf(result);
  const feedback = problem === null ? verdict.feedback : [problem];
  return html`<section class="card">
<div class="head"><h3>(${part}) ${title}</h3><span class="mark ${classes[outcome]}">${signs[outcome]} · ${marksText(verdict.score)} of ${marksText(verdict.maxScore)}</span></div>
<p class="soft small">${question}</p>
${answer !== null && html`<dl>${asWritten(answer, verdict, mathml)}</dl>`}
${feedback.map((sentence) => html`<p>${sentence}</p>`)}
${rivalsList(rivals)}
${openMarks(result) > 0 && html`<p class="soft">A person reads what a program cannot: up to ${marksText(openMarks(result))} more.</p>`}
${problem === null && verdict.hint !== null && html`<details><summary>A hint</summary><p>${verdict.hint}</p></details>`}
</section>
`;
}
