import { isComplex, isMatrix } from "mathjs";
import { type Bundle, bundleOf } from "./bundle";
import { htmlAttribute, htmlText } from "./escape";
import { matrixText } from "./matrix";
import { matrixLatex } from "./matrix-latex";
import { complexText, numberHtml, numberText } from "./number";

/** What may stand in a table: data, a matrix, or anything that knows how it looks. */
export type Cell = unknown;

/** A cell as plain text. */
export function cellText(value: Cell): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return numberText(value);
  if (isComplex(value)) return complexText(value);
  if (isMatrix(value)) return matrixText(value);
  const bundle = bundleOf(value);
  return bundle ? bundle["text/plain"] : String(value);
}

/** A cell as the inside of an HTML element: a formula where it has one, else its HTML or image, else text. */
export function cellHtml(value: Cell): string {
  if (isMatrix(value)) return formula(matrixLatex(value));
  const bundle = bundleOf(value);
  if (bundle) return bundleHtml(bundle);
  const text = cellText(value);
  return typeof value === "number" || isComplex(value) ? numberHtml(text) : htmlText(text);
}

/** Any bundle as HTML, by the richest of its forms that HTML can hold. */
function bundleHtml(bundle: Bundle): string {
  const { "text/html": html, "text/latex": latex, "image/svg+xml": svg, "image/png": png } = bundle;
  const text = bundle["text/plain"];
  if (typeof html === "string") return html;
  if (typeof latex === "string") return formula(latex.replace(/^\$+|\$+$/g, ""));
  if (typeof svg === "string") return svg;
  if (typeof png === "string") {
    return `<img src="data:image/png;base64,${png}" alt="${htmlAttribute(text)}">`;
  }
  return htmlText(text);
}

/** A formula within HTML, which the notebook's MathJax typesets. */
function formula(latex: string): string {
  return `$\\displaystyle ${latex.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")}$`;
}
