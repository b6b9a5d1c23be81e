/** Line breaks and other control characters have no place in a name; they become spaces. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
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
 * Text for an HTML attribute.
 *
 * @example
 * import { htmlAttribute } from "../src/show/base/escape";
 * htmlAttribute('"><b') // → "&quot;&gt;&lt;b"
 */
export function htmlAttribute(text: string): string {
  return text.replace(control, " ").replace(/[&<>"']/g, entity);
}

/**
 * Text for the inside of an HTML element, to be read as it stands.
 *
 * JupyterLab typesets what it finds between dollar signs (and after `\(`, `\[`, `\begin`) even in
 * HTML. A dollar sign or backslash alone in an element of its own opens no formula, so that is
 * where they go.
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
 * Text inside a LaTeX formula, to be read as it stands. Characters that mean something to LaTeX
 * stay outside `\text{…}`, where MathJax would take some of them for commands again.
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
 * Text for Markdown, to be read as it stands: every sign that Markdown or HTML could take for its own
 * is written as its number. Dollar signs and backslashes stand alone besides, as in `htmlText`.
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
