import type { FailedMatchResult } from "ohm-js";
import type { Normalised } from "./normalise";
import { NotationError } from "./problem";

/** What the grammar's failure is called in the student's terms: the place, what is there, what was expected. */
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
  if (found === "=" && before !== undefined && "+-*/".includes(before))
    return `The ${before}= at ${position - 1} is not part of the notation: write out, behind :=, what the symbol becomes.`;
  if (found === "^" && after !== undefined && /\d/.test(after))
    return `The ^ at ${position} is neither a transpose ^T nor an index: there are no powers in the notation.`;
  const [, index] = /^[_^][({]?([ijkn])(?![A-Za-z])/.exec(text.slice(at)) ?? [];
  if (index !== undefined)
    return `The index ${index} at ${position} is not part of the notation, which speaks of whole vectors and matrices: leave it out.`;
  if (found === "^" || found === "_")
    return `Behind the ${found} at ${position} ${found === "^" ? "T for the transpose, or an index," : "an index"} was expected.`;
  if (found === "∂") return `The ∂ at ${position} begins no partial derivative such as ∂J/∂z2.`;
  const there = found === undefined ? "the formula ends" : `there is ${found === "⊤" ? "T" : found}`;
  if (expected.includes("a symbol"))
    return `At ${position} a symbol, a number or a parenthesis was expected, but ${there}${found === undefined && /[-+*/·=]\s*$/.test(text) ? " with an operator" : ""}.`;
  if (found && /[\d.]/.test(found))
    return `At ${position} an operator was expected, but ${there}: a number goes in front of what it scales.`;
  return `At ${position} an operator or the end was expected, but ${there}.`;
}
