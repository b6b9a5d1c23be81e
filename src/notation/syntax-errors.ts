import type { FailedMatchResult } from "ohm-js";

/** A text in the few characters that the grammar knows, with the origin of each. */
export interface Normalised {
  readonly text: string;
  /** For each character of `text` and for its end: its position in the text as typed, counted from 1. */
  readonly places: readonly number[];
}

/** Why a text is not a formula of the notation. */
export interface Problem {
  /** What kind of thing is wrong with it. */
  readonly kind: "empty" | "limit" | "character" | "bracket" | "syntax" | "name";
  /** The position in the text as typed, counted from 1. If something is missing, one past the end. */
  readonly position: number;
  /** One sentence: the place, and what was expected there. */
  readonly message: string;
  /** The name that was probably meant, for an unknown one. */
  readonly suggestion?: string;
}

/** A text that is not a formula, as an error. */
export class NotationError extends Error {
  override readonly name = "NotationError";

  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

/** Stops reading: the text has this problem. */
export function refuse(kind: Problem["kind"], position: number, message: string, suggestion?: string): never {
  throw new NotationError({ kind, position, message, ...(suggestion === undefined ? {} : { suggestion }) });
}

/**
 * The size of one line. The longest honest answer, dJ/dW1 written out in full, has about 150 characters and 40
 * nodes. Anything far larger is refused before it costs time.
 */
export const limits = {
  /** Characters of the text. */
  length: 600,
  /** Parentheses, brackets and braces inside one another. */
  depth: 30,
  /** Nodes of the tree. */
  nodes: 250,
  /** Factors of a term that mixes * with products side by side: its readings grow fast with them. */
  mixedFactors: 12,
  /** Readings that are kept for one term. */
  readings: 8,
  /** Digits of one number. */
  digits: 15,
} as const;

const names: Readonly<Record<string, string>> = {
  "(": "parenthesis",
  ")": "parenthesis",
  "[": "bracket",
  "]": "bracket",
  "{": "brace",
  "}": "brace",
};
const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Checks that every bracket is closed, in the right order and not too deep. The grammar would notice as well, but
 * could only say where it stopped.
 *
 * @throws NotationError that names the bracket which is not closed, or was never opened
 */
export function checkBrackets({ text, places }: Normalised): void {
  const open: { character: string; place: number }[] = [];
  for (const [index, character] of [...text].entries()) {
    const place = places[index] ?? 1;
    if (closing[character]) open.push({ character, place });
    else if (names[character]) {
      const last = open.pop();
      if (!last)
        refuse("bracket", place, `The closing ${names[character]} at ${place} has no opening one before it.`);
      if (closing[last.character] !== character)
        refuse(
          "bracket",
          place,
          `The ${names[last.character]} at ${last.place} is closed by a ${names[character]} at ${place}.`,
        );
    }
    if (open.length > limits.depth)
      refuse("limit", place, `At ${place} more than ${limits.depth} parentheses are open: use fewer.`);
  }
  const last = open.pop();
  if (last) refuse("bracket", last.place, `The ${names[last.character]} at ${last.place} is not closed.`);
}

/** The grammar's failure in the student's terms: the position, what is there, what was expected. */
export function syntaxProblem(match: FailedMatchResult, { text, places }: Normalised): NotationError {
  let index = match.getRightmostFailurePosition();
  while (text[index] === " ") index++;
  const position = places[index] ?? 1;
  const message = sentence(index, position, text, match.getExpectedText());
  return new NotationError({ kind: "syntax", position, message });
}

function sentence(at: number, position: number, text: string, expected: string): string {
  const found = text[at];
  const [before, after] = [text[at - 1], text[at + 1]];
  if (found === ",") {
    const decimal = /\d/.test(before ?? "") && /\d/.test(after ?? "");
    const advice = decimal ? "write 0.5 for ½" : "write one formula, with operators";
    return `The comma at ${position} is not part of the notation: ${advice}.`;
  }
  if (found === "∇")
    return `The ∇ at ${position} needs its variable: write ∇_{z2} J, or a partial derivative such as dJ/dz2.`;
  if (found === "=" && before !== undefined && "*/".includes(before))
    return `The ${before}= at ${position - 1} is not part of the notation: write the symbol, := and its new value.`;
  if (found === "^" && after !== undefined && /\d/.test(after))
    return `The ^ at ${position} is neither a transpose ^T nor an index. The notation has no powers.`;
  const [, index] = /^[_^][({]?([ijkn])(?![A-Za-z])/.exec(text.slice(at)) ?? [];
  if (index !== undefined)
    return `The index ${index} at ${position} is not part of the notation, which uses whole vectors and matrices: leave it out.`;
  if (found === "^" || found === "_")
    return `After the ${found} at ${position}, ${found === "^" ? "T for the transpose or an index" : "an index"} was expected.`;
  if (found === "∂") return `The ∂ at ${position} does not begin a partial derivative such as ∂J/∂z2.`;
  const there = found === undefined ? "the formula ends" : `there is ${found === "⊤" ? "T" : found}`;
  if (expected.includes("a symbol"))
    return `At ${position} a symbol, a number or a parenthesis was expected, but ${there}${found === undefined && /[-+*/·=]\s*$/.test(text) ? " with an operator" : ""}.`;
  if (found && /[\d.]/.test(found))
    return `At ${position} an operator was expected, but ${there}: a number is written before what it scales.`;
  return `At ${position} an operator or the end was expected, but ${there}.`;
}
