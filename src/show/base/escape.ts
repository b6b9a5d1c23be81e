/** Line breaks and other control characters, which become spaces. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it finds control characters to remove them
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

const htmlEntities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

const entity = (character: string): string => htmlEntities.get(character) ?? character;

/**
 * Escapes text for an HTML attribute.
 *
 * @example
 * import { htmlAttribute } from "../src/show/base/escape";
 * htmlAttribute('"><b') // → "&quot;&gt;&lt;b"
 */
export function htmlAttribute(text: string): string {
  return text.replace(control, " ").replace(/[&<>"']/g, entity);
}

/**
 * Escapes text for the inside of an HTML element.
 *
 * JupyterLab typesets formulas in HTML, too: between dollar signs and after `\(`, `\[` and `\begin`. So each
 * dollar sign and backslash goes into a separate element, where it starts no formula.
 *
 * @example
 * import { htmlText } from "../src/show/base/escape";
 * htmlText("<b> $5") // → "&lt;b&gt; <span>$</span>5"
 */
export function htmlText(text: string): string {
  return text
    .replace(/[&<>"']/g, entity)
    .replace(/[$\\]/g, (character) => `<span>${character}</span>`)
    .replace(/\n/g, "<br>");
}

const latexCharacters = new Map([
  ["\\", "\\backslash "],
  ["$", "\\$"],
  ["{", "\\{"],
  ["}", "\\}"],
  ["%", "\\%"],
  ["#", "\\#"],
  ["&", "\\&"],
  ["_", "\\_"],
  ["^", "\\hat{\\ }"],
  ["~", "\\sim "],
  ["`", "\\grave{\\ }"],
]);

/**
 * Escapes text for a LaTeX formula. LaTeX's special characters stay outside `\text{…}`, because MathJax would
 * read some of them as commands there.
 *
 * @example
 * import { latexText } from "../src/show/base/escape";
 * latexText("50 %") // → "\\text{50 }\\%"
 */
export function latexText(text: string): string {
  return text
    .replace(control, " ")
    .split(/([\\${}%#&_^~`])/)
    .filter((run) => run !== "")
    .map((run) => latexCharacters.get(run) ?? `\\text{${run}}`)
    .join("");
}

/**
 * Escapes text for Markdown: special characters of Markdown and HTML become character references. Dollar signs and
 * backslashes go into separate elements, as in `htmlText`.
 *
 * @example
 * import { markdownText } from "../src/show/base/escape";
 * markdownText("*a*") // → "&#42;a&#42;"
 */
export function markdownText(text: string): string {
  return text
    .replace(control, " ")
    .replace(/[`*_{}[\]()<>#+\-.!|~&:@"'\\$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/&#(?:36|92);/g, "<span>$&</span>");
}
