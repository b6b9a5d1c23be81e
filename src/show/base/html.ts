import { htmlAttribute, htmlText } from "./escape";

/** A piece of HTML that the `html` template made, and that may go into another one unchanged. */
export class Html {
  constructor(readonly source: string) {}

  toString(): string {
    return this.source;
  }
}

/** What the template takes: HTML, text, numbers, and lists of them. Nothing, null and false leave no trace. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

/**
 * HTML with values in it. Strings are escaped, for text or for an attribute by their place; only what the
 * template made itself goes in unchanged.
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
