import { type Bundle, Display, jupyterDisplay } from "./display";
import { formulaHtml, type Html, html, htmlLines } from "./html";
import { palette } from "./theme";

/** Whether a card reports success, failure, or neither. */
export type Tone = "good" | "bad" | "open";

/** A line of a card: a label, and a text or a formula. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  /** The formula as LaTeX, and in words for screen readers. */
  readonly latex?: string;
  readonly words?: string;
}

/** The content of a card, from top to bottom. */
export interface CardContent {
  readonly tone: Tone;
  readonly heading: string;
  /** Fainter text beside the heading. */
  readonly aside?: string;
  readonly facts?: readonly Fact[];
  readonly paragraphs?: readonly string[];
  /** A paragraph with an emphasised word in front. */
  readonly hint?: readonly [label: string, text: string];
  /** A faint last line. Text between backticks is code. */
  readonly footer?: string;
}

/** Each tone has a sign and a colour, for readers who cannot tell the colours apart. */
const tones: Readonly<Record<Tone, readonly [sign: string, colour: string]>> = {
  good: ["✓", palette.green],
  bad: ["✗", palette.vermillion],
  open: ["…", palette.blue],
};

/** A small card with a coloured edge, legible on light and dark pages. */
export class Card extends Display {
  constructor(readonly content: CardContent) {
    super();
  }

  override [jupyterDisplay](): Bundle {
    return { "text/plain": this.text(), "text/html": String(this.html()) };
  }

  private text(): string {
    const { tone, heading, aside, facts = [], paragraphs = [], hint, footer } = this.content;
    const width = Math.max(0, ...facts.map(({ label }) => label.length));
    return [
      [`${tones[tone][0]} ${heading}`, aside].filter(Boolean).join(" · "),
      ...facts.map(({ label, text }) => `  ${label.padEnd(width)}  ${text}`),
      ...paragraphs.map((paragraph) => `  ${paragraph}`),
      ...(hint ? [`  ${hint[0]}: ${hint[1]}`] : []),
      ...(footer ? [`  ${footer.replace(/`/g, "")}`] : []),
    ].join("\n");
  }

  private html(): Html {
    const { tone, heading, aside, facts = [], paragraphs = [], hint, footer } = this.content;
    const [sign, colour] = tones[tone];
    const paragraph = (inside: Html | string, style = "") =>
      html`<p style="margin:.35em 0 0${style}">${inside}</p>`;
    return htmlLines(
      html`<section aria-label="${heading}" style="border-left:5px solid ${colour};background:rgba(128,128,128,.08);padding:.6em 1em .7em;max-width:46em;border-radius:0 4px 4px 0">`,
      html`<p style="margin:0"><strong><span aria-hidden="true" style="color:${colour}">${sign}</span> ${heading}</strong>${aside && html` <span style="opacity:.8">· ${aside}</span>`}</p>`,
      facts.length > 0 && factsHtml(facts),
      ...paragraphs.map((text) => paragraph(text)),
      hint && paragraph(html`<em>${hint[0]}:</em> ${hint[1]}`),
      footer ? paragraph(codeHtml(footer), ";opacity:.75;font-size:90%") : undefined,
      html`</section>`,
    );
  }
}

/** Text with code between backticks. */
const codeHtml = (text: string): Html =>
  html`${text.split("`").map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;

function factsHtml(facts: readonly Fact[]): Html {
  const cell = "text-align:left;padding:.15em 1em .15em 0;border:none;vertical-align:middle";
  const rows = facts.map(({ label, text, latex, words }) => {
    const value = latex === undefined ? text : formulaHtml(latex, words ?? text);
    return html`<tr style="background:none"><th scope="row" style="${cell};font-weight:normal;opacity:.8;white-space:nowrap">${label}</th><td style="${cell};white-space:normal">${value}</td></tr>`;
  });
  return html`<div style="overflow-x:auto"><table style="border:none;margin:.35em 0 0;font-size:inherit">${rows}</table></div>`;
}
