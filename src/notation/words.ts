import { assignmentSign } from "./print";
import { holds, render, type Style } from "./render";
import { expressionIn, type Formula, requireFormula } from "./tree";
import { vocabulary } from "./vocabulary";

const nameWords = (name: string): string => vocabulary.get(name)?.spoken ?? name;

const functionWords: Readonly<Record<string, string>> = {
  f1: "f 1",
  f2: "f 2",
  "f1'": "f 1 prime",
  "f2'": "f 2 prime",
  diag: "the diagonal matrix",
};

const words: Style = {
  number: (digits) => digits.replace(".", " point "),
  name: nameWords,
  negative: (of) => `minus ${of}`,
  transpose: (of) => `${of} transposed`,
  call: (called, of) => `${functionWords[called] ?? called} of ${of}`,
  group: (text) => `the quantity ${text}, end of quantity,`,
  sum: (left, right) => `${left} plus ${right}`,
  difference: (left, right) => `${left} minus ${right}`,
  elementwise: (left, right) => `${left} times element by element ${right}`,
  product: (left, right) => `${left} times ${right}`,
  quotient: (left, right) => `${left} divided by ${right}`,
  // Without parentheses to be seen, "f 1 of z 1 transposed" has to be one thing only: f1(z1^T).
  holding: (node) => (node.type === "call" ? holds.quotient : holds.raised),
  inside: { call: holds.raised, top: holds.quotient, bottom: holds.raised },
};

/**
 * A formula in words, for a screen reader.
 *
 * @example
 * formulaWords(readFormula("W2 - eta dJ/dW2")) // → "W 2 minus eta times the partial of J with respect to W 2"
 */
export function formulaWords(formula: Formula): string {
  requireFormula("formula", formula);
  const text = render(expressionIn(formula), words).replace(/,$/, "").replace(/,,+/g, ",");
  if (formula.type === "chain") return `${formulaWords(formula.head)} equals ${text}`;
  if (formula.type !== "assignment") return text;
  const verb = assignmentSign(formula.target) === ":=" ? "becomes" : "is";
  return `${nameWords(formula.target)} ${verb} ${text}`;
}
