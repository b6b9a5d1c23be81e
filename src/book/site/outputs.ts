import type { Bundle } from "../../show/base/display";
import { htmlAttribute } from "../../show/base/escape";
import { html } from "../../show/base/html";
import { figureElement, figureEnd, figureStart } from "../../show/figures/figure";
import { figuresOf, imagesOf } from "../../show/figures/static-image";
import { formulaHtml, typeset } from "./formulas";
import { markdownHtml } from "./markdown";

/** An output of a notebook file. Its fields depend on its type. */
export interface Output {
  readonly output_type: string;
  readonly name?: string;
  readonly text?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly ename?: string;
  readonly evalue?: string;
}

/** How each MIME type becomes HTML, the richest first. */
const types: readonly (readonly [string, (text: string, bundle: Bundle) => string])[] = [
  ["text/html", (text, bundle) => withFigures(text, bundle)],
  ["text/markdown", (markdown) => markdownHtml(markdown)],
  ["text/latex", (latex) => `<p>${formulaHtml(latex.replace(/^\$+|\$+$/g, ""), true)}</p>`],
  ["image/svg+xml", (svg, bundle) => image(`data:image/svg+xml,${encodeURIComponent(svg)}`, bundle)],
  ["image/png", (png, bundle) => image(`data:image/png;base64,${png}`, bundle)],
  ["text/plain", (text) => preformatted(text)],
];

/** Typesets HTML. Its figures are made again from their data, without scripts: the book has its own. */
function withFigures(source: string, bundle: Bundle): string {
  const images = imagesOf(bundle);
  let done = "";
  let rest = source;
  for (const [i, json] of figuresOf(bundle).entries()) {
    const from = rest.indexOf(String(figureStart(json)));
    const to = rest.indexOf(figureEnd, from);
    if (from < 0 || to < 0) continue;
    done += typeset(rest.slice(0, from)) + String(figureElement(json, images[i]));
    rest = rest.slice(to + figureEnd.length);
  }
  return done + typeset(rest);
}

const image = (source: string, bundle: Bundle): string =>
  String(html`<img src="${source}" alt="${bundle["text/plain"]}">`);

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours start with a control character
const colours = /\u001b\[[\d;]*m/g;

const preformatted = (text: string): string =>
  `<pre tabindex="0">${text.replace(colours, "").split("\n").map(htmlAttribute).join("\n")}</pre>`;

/** An output as HTML, in its richest form that a page can show. */
export function outputHtml({ data, text, ename, evalue }: Output): string {
  if (text !== undefined) return preformatted(text);
  if (data === undefined) return ename === undefined ? "" : preformatted(`${ename}: ${evalue ?? ""}`);
  const bundle: Bundle = { "text/plain": "", ...data };
  const [type, toHtml] = types.find(([name]) => typeof data[name] === "string") ?? [];
  return type && toHtml ? toHtml(String(data[type]), bundle) : "";
}

/** The words of an output, for the search index: its plain text. */
export function outputWords({ data, text }: Output): string {
  return text ?? String(data?.["text/plain"] ?? "");
}
