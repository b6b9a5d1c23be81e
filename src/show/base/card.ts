import { type Bundle, Display, jupyterDisplay } from "./display";
import { htmlAttribute, htmlText } from "./escape";
import { palette } from "./theme";

/** Whether a card brings good news, bad news, or none. */
export type Tone = "good" | "bad" | "open";

/** Something a card states: a label and a text, a formula where there is one. */
export interface Fact {
  readonly label: string;
  readonly text: string;
  /** The formula as LaTeX, which the notebook typesets, and as words for who hears it. */
  readonly latex?: string;
  readonly words?: string;
}

/** What a card holds, from top to bottom. */
export interface CardContent {
  readonly tone: Tone;
  /** The first line: what it is, in a few words; then what goes with it, less loudly. */
  readonly heading: string;
  readonly aside?: string;
  readonly facts?: readonly Fact[];
  readonly paragraphs?: readonly string[];
  /** A paragraph set apart, with a word in front. */
  readonly hint?: readonly [label: string, text: string];
  /** A quiet last line; what stands between backticks is code. */
  readonly footer?: string;
}

/** A sign beside the colour, for those who cannot tell colours. */
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
    return { "text/plain": this.text(), "text/html": this.html() };
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

  private html(): string {
    const { tone, heading, aside, facts = [], paragraphs = [], hint, footer } = this.content;
    const [sign, colour] = tones[tone];
    const paragraph = (inside: string, style = ""): string =>
      `<p style="margin:.35em 0 0${style}">${inside}</p>`;
    return [
      `<section aria-label="${htmlAttribute(heading)}" style="border-left:5px solid ${colour};background:rgba(128,128,128,.08);padding:.6em 1em .7em;max-width:46em;border-radius:0 4px 4px 0">`,
      `<p style="margin:0"><strong><span aria-hidden="true" style="color:${colour}">${sign}</span> ${htmlText(heading)}</strong>${aside ? ` <span style="opacity:.8">· ${htmlText(aside)}</span>` : ""}</p>`,
      facts.length === 0 ? "" : factsHtml(facts),
      ...paragraphs.map((text) => paragraph(htmlText(text))),
      hint ? paragraph(`<em>${htmlText(hint[0])}:</em> ${htmlText(hint[1])}`) : "",
      footer ? paragraph(codeHtml(footer), ";opacity:.75;font-size:90%") : "",
      "</section>",
    ]
      .filter(Boolean)
      .join("\n");
  }
}

/** Text with code between backticks. */
const codeHtml = (text: string): string =>
  text
    .split("`")
    .map((piece, index) => (index % 2 === 1 ? `<code>${htmlText(piece)}</code>` : htmlText(piece)))
    .join("");

function factsHtml(facts: readonly Fact[]): string {
  const cell = "text-align:left;padding:.15em 1em .15em 0;border:none;vertical-align:middle";
  const rows = facts.map(({ label, text, latex, words }) => {
    const value =
      latex === undefined
        ? htmlText(text)
        : `<span role="math" aria-label="${htmlAttribute(words ?? text)}">$${htmlFormula(latex)}$</span>`;
    return `<tr style="background:none"><th scope="row" style="${cell};font-weight:normal;opacity:.8;white-space:nowrap">${htmlText(label)}</th><td style="${cell};white-space:normal">${value}</td></tr>`;
  });
  return `<div style="overflow-x:auto"><table style="border:none;margin:.35em 0 0;font-size:inherit">${rows.join("")}</table></div>`;
}

/** A formula within HTML, in the style of a line of its own. */
export const htmlFormula = (latex: string): string =>
  `\\displaystyle ${latex.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")}`;
