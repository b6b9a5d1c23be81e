/** Phrases before a formula, and labels such as "d)" or "Answer:". Bounded repetition keeps the search linear. */
const introduction =
  /^(?:(?:the\s{1,3})?(?:final\s{1,3})?(?:answer|ans|solution|result|gradient|derivative|update)\s{0,3}(?:is\b|:|=|equals\b)|(?:so|thus|hence|therefore|then)\b,?|(?:it|this|that)(?:\s{1,3}is\b|['’]s\b)|(?:we|i|you)\s{1,3}(?:get|have|find|obtain)\b:?|\(?[a-z]\)\s{0,3}[:.]|[a-z]\)|\\?(?:implies|Rightarrow|therefore)\b|=>|⇒|∴|:|=)/i;

/** Remarks after a formula, such as "(d×m)", "[d x m matrix]", ", element-wise" or "because …". */
const remarks: readonly RegExp[] = [
  /[([]\s{0,3}(?:\d{1,3}|[A-Za-z])\s{0,3}(?:×|x|by|\\times)\s{0,3}(?:\d{1,3}|[A-Za-z])(?:\s{1,3}(?:matrix|vector|column))?\s{0,3}[)\]]$/,
  /(?:∈|\\in\b).*$/s,
  /[,(]\s{0,3}(?:an?\s{1,3}|the\s{1,3})?(?:element[- ]?wise|hadamard|matrix)(?:\s{1,3}(?:product|multiplication))?\s{0,3}\)?$/i,
  /(?:[,(]|\b(?:with|where|for)\b)\s{0,3}(?:eta|η|\\eta)\s{0,3}(?:>|\\gt)\s{0,3}0\s{0,3}\)?$/,
  /\b(?:because|since|due to)\b.*$/is,
  /[,;.:(]$/,
];

/** A typesetting command around a formula. */
const wrappers = /\\(?:boxed|fbox|underbrace|overbrace|underline|mathrel|mathop|displaystyle)(?=\s{0,3}\{)/g;

/** What typesetting adds: \tag{1}, \label{eq}, the text under a brace, "evaluated at x", empty braces. */
const annotations =
  /\\(?:tag|label)\*?\s{0,3}\{[^{}]*\}|(?<=\})\s{0,3}_\s{0,3}\{\s{0,3}(?:\\text\s{0,3}\{[^{}]*\}|[\dA-Za-z]{1,4}\s{0,3}(?:×|x|\\times)\s{0,3}[\dA-Za-z]{1,4})\s{0,3}\}|\\?(?:left|right|big|Big)?\|\s{0,3}_\s{0,3}(?:\{[^{}]*\}|\w)|\{\s{0,3}\}/g;

/**
 * A text without what surrounds its formula: an introduction, a label, backticks, remarks about the shape, a reason.
 * Spaces replace what is removed, which keeps the positions of the rest.
 *
 * @example
 * import { withoutSurroundings } from "../src/notation/surroundings";
 * withoutSurroundings("Answer: `ypred - y` (d×1)").trim() // → "ypred - y"
 */
export function withoutSurroundings(typed: string): string {
  const blank = (found: string): string => " ".repeat(found.length);
  const text = typed
    .replace(/`/g, " ")
    .replace(annotations, blank)
    .replace(wrappers, blank)
    .replace(/[\s.,;]+$/, "");
  const formula = stripped(spacesOff(text));
  return " ".repeat(text.lastIndexOf(formula)) + formula;
}

/** Removes spaces at the start, but no other white space: a form feed may be what is left of \frac. */
const spacesOff = (text: string): string => text.replace(/^[ \u00a0]+/, "");

/** The formula inside a text without spaces around it. A remark alone is the answer itself. */
function stripped(text: string): string {
  const shorter = remarks.reduce(
    (rest, remark) => rest.replace(remark, "").trimEnd() || rest,
    spacesOff(text.replace(introduction, "")) || text,
  );
  return shorter === text ? text : stripped(shorter);
}
