import { isComplex } from "mathjs";
import { isMatrix, refuse } from "../../data/arguments";
import { type Bundle, bundleOf, Display, jupyterDisplay } from "./display";
import { markdownText } from "./escape";
import { pngHtml } from "./html";
import { matrixLatex } from "./matrix";
import { complexText, numberLatex, numberText } from "./number";
import { nameLatex, nameText } from "./symbol";
import { cellText } from "./table";

/** Markdown or a formula with values in it. */
export class Markup extends Display {
  constructor(
    readonly type: "text/markdown" | "text/latex",
    readonly source: string,
    readonly text: string,
  ) {
    super();
  }

  override [jupyterDisplay](): Bundle {
    const source = this.type === "text/latex" ? `$$${this.source}$$` : this.source;
    return { "text/plain": this.text, [this.type]: source };
  }
}

/**
 * Markdown with values in it: numbers are rounded, matrices and formulas typeset, strings escaped, and other values
 * displayed in their richest form.
 *
 * @example
 * String(md`The loss is **${0.1 + 0.2}**.`) // → "The loss is **0.3**."
 */
export function md(strings: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  requireTemplate("md", strings);
  return new Markup(
    "text/markdown",
    joined(strings, values.map(valueMarkdown)),
    joined(strings, values.map(cellText)),
  );
}

/**
 * A formula with values in it. Backslashes are written once: tex`\frac{1}{2}`. Numbers are rounded, matrices become
 * LaTeX, and a string is a symbol's name: the exam's symbols are typeset as in the exam, other names are text.
 *
 * @example
 * tex`${"dJ/dW2"} = ${0.1 + 0.2}`.source // → "\\frac{\\partial J}{\\partial W_2} = 0.3"
 */
export function tex(strings: TemplateStringsArray, ...values: readonly unknown[]): Markup {
  requireTemplate("tex", strings);
  const source = joined(strings.raw, values.map(valueLatex));
  return new Markup("text/latex", source, joined(strings.raw, values.map(cellText)));
}

/** A symbol of the exam, typeset. */
export function symbolMarkup(name: string): Markup {
  return new Markup("text/latex", nameLatex(name), nameText(name));
}

function requireTemplate(name: string, strings: unknown): void {
  if (!Array.isArray((strings as TemplateStringsArray | undefined | null)?.raw))
    refuse("The template", strings, `${name} before text in backticks: ${name}\`…\``);
}

function joined(strings: readonly string[], values: readonly string[]): string {
  return strings.map((text, i) => text + (values[i] ?? "")).join("");
}

function valueLatex(value: unknown): string {
  if (typeof value === "number") return numberLatex(numberText(value));
  if (isComplex(value)) return complexText(value);
  if (isMatrix(value)) return matrixLatex(value);
  if (typeof value === "string") return nameLatex(value);
  const latex = bundleOf(value)?.["text/latex"];
  return typeof latex === "string" ? latex.replace(/^\$+|\$+$/g, "") : nameLatex(cellText(value));
}

function valueMarkdown(value: unknown): string {
  if (typeof value === "number") return numberText(value);
  if (isMatrix(value)) return `$${matrixLatex(value)}$`;
  const bundle = bundleOf(value);
  if (!bundle) return markdownText(cellText(value));
  const { "text/markdown": markdown, "text/latex": latex, "text/html": html, "image/png": png } = bundle;
  if (typeof markdown === "string") return markdown;
  if (typeof latex === "string") return latex.replace(/^\$+|\$+$/g, "$");
  if (typeof html === "string") return `\n\n${html}\n\n`;
  if (typeof png === "string") return String(pngHtml(png, bundle["text/plain"]));
  return markdownText(bundle["text/plain"]);
}
