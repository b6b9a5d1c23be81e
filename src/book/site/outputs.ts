import { htmlAttribute } from "../../show/base/escape";
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

/** The scripts of figures, which the book replaces by its own. */
const script = /<script>[\s\S]*?<\/script>\n?/g;

/** How each MIME type becomes HTML, the richest first. */
const forms: readonly (readonly [string, (text: string, plain: string) => string])[] = [
  ["text/html", (html) => typesetOutsideData(html.replace(script, ""))],
  ["text/markdown", (markdown) => markdownHtml(markdown)],
  ["text/latex", (latex) => `<p>${formulaHtml(latex.replace(/^\$+|\$+$/g, ""), true)}</p>`],
  ["image/svg+xml", (svg, plain) => image(`data:image/svg+xml,${encodeURIComponent(svg)}`, plain)],
  ["image/png", (png, plain) => image(`data:image/png;base64,${png}`, plain)],
  ["text/plain", (text) => preformatted(text)],
];

/** Typesets HTML, but not the data of figures. */
const typesetOutsideData = (html: string): string =>
  html
    .split(/(<script type="application\/json">[\s\S]*?<\/script>)/)
    .map((part, i) => (i % 2 === 1 ? part : typeset(part)))
    .join("");

const image = (source: string, alt: string): string => `<img src="${source}" alt="${htmlAttribute(alt)}">`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours start with a control character
const colours = /\u001b\[[\d;]*m/g;

const preformatted = (text: string): string =>
  `<pre tabindex="0">${text.replace(colours, "").split("\n").map(htmlAttribute).join("\n")}</pre>`;

/** An output as HTML, in its richest form that a page can show. */
export function outputHtml({ data, text, ename, evalue }: Output): string {
  if (text !== undefined) return preformatted(text);
  if (data === undefined) return ename === undefined ? "" : preformatted(`${ename}: ${evalue ?? ""}`);
  const [form, html] = forms.find(([type]) => typeof data[type] === "string") ?? [];
  return form && html ? html(String(data[form]), String(data["text/plain"] ?? "")) : "";
}

/** The words of an output, for the search index: its plain text. */
export function outputWords({ data, text }: Output): string {
  return text ?? String(data?.["text/plain"] ?? "");
}
