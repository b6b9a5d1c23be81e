import { htmlAttribute, htmlText } from "./escape";

/** HTML that may go into a page unchanged. The `html` template makes it. */
export class Html {
  constructor(readonly source: string) {}

  toString(): string {
    return this.source;
  }
}

/** What the template accepts. Undefined, null and false add nothing; a list adds its items. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/**
 * HTML with values in it. Strings are escaped, for text or for an attribute by their place. Only values of the
 * class Html go in unchanged.
 *
 * @example
 * import { html } from "../src/show/base/html";
 * String(html`<p title="${'"'}">${["a < b", html`<br>`]}</p>`) // → "<p title=\"&quot;\">a &lt; b<br></p>"
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let inAttribute = false;
  const parts = strings.map((text, i) => {
    inAttribute = /=["'][^"'<>]*$/.test(text) || (inAttribute && !/["'<>]/.test(text));
    return text + sourceOf(values[i], inAttribute);
  });
  return new Html(parts.join(""));
}

function sourceOf(value: HtmlValue, inAttribute: boolean): string {
  if (value === null || value === undefined || value === false) return "";
  if (value instanceof Html) return value.source;
  if (typeof value === "object") return value.map((item) => sourceOf(item, inAttribute)).join("");
  return inAttribute ? htmlAttribute(String(value)) : htmlText(String(value));
}

/** Pieces of HTML, each on its own line. Undefined, null, false and empty pieces leave no line. */
export function htmlLines(...pieces: readonly (Html | "" | null | undefined | false)[]): Html {
  return new Html(
    pieces
      .filter((piece) => piece instanceof Html && piece.source !== "")
      .map(String)
      .join("\n"),
  );
}

/** A formula that MathJax typesets in display style. With words it has a description for screen readers. */
export function formulaHtml(latex: string, words?: string): Html {
  const source = latex.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const formula = new Html(`$\\displaystyle ${source}$`);
  return words === undefined ? formula : html`<span role="math" aria-label="${words}">${formula}</span>`;
}

/** An image from the base64 text of a PNG file. */
export function pngHtml(png: string, alt: string): Html {
  return html`<img src="data:image/png;base64,${png}" alt="${alt}">`;
}

/** A value as JSON in a script element, for other scripts to read. */
export function jsonScript(value: unknown): Html {
  const json = JSON.stringify(value).replace(/</g, "\\u003c");
  return html`<script type="application/json">${new Html(json)}</script>`;
}
