import { holds, render, type Style } from "./render";
import { type Formula, requireFormula } from "./tree";
import { parameters } from "./vocabulary";

const exam: Style = {
  number: (digits) => digits,
  name: (name) => name,
  negative: (of) => `-${of}`,
  transpose: (of) => `${of}^T`,
  call: (called, of) => `${called}(${of})`,
  group: (text) => `(${text})`,
  sum: (left, right) => `${left} + ${right}`,
  difference: (left, right) => `${left} - ${right}`,
  elementwise: (left, right) => `${left} * ${right}`,
  // A number goes in front of what it scales; behind it stands in parentheses.
  product: (left, right) => `${left} ${/^\d/.test(right) ? `(${right})` : right}`,
  quotient: (left, right) => `${left}/${right}`,
  holding: () => holds.raised,
  inside: { call: holds.sum, top: holds.quotient, bottom: holds.raised },
};

/**
 * A formula in the canonical notation of the exam, with no more parentheses than it needs. Reading it
 * gives the same tree again.
 *
 * @example
 * printFormula(readFormula("\\frac{\\partial J}{\\partial z^{(2)}} {a^{(1)}}^T")) // → "dJ/dz2 a1^T"
 * printFormula(readFormula("W_2 ← W_2 − η·∂J/∂W_2")) // → "W2 := W2 - eta dJ/dW2"
 */
export function printFormula(formula: Formula): string {
  requireFormula("formula", formula);
  if (formula.type === "chain") return `${printFormula(formula.head)} = ${render(formula.value, exam)}`;
  if (formula.type !== "assignment") return render(formula, exam);
  return `${formula.target} ${assignmentSign(formula.target)} ${render(formula.value, exam)}`;
}

/** Parameters are updated, `:=`; about anything else a line can only state an equation. */
export const assignmentSign = (target: string): ":=" | "=" => (parameters.includes(target) ? ":=" : "=");
