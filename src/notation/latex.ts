import { assignmentSign } from "./print";
import { holds, render, type Style } from "./render";
import { type Formula, requireFormula } from "./tree";
import { functions, isFunctionName, vocabulary } from "./vocabulary";

const nameLatex = (name: string): string => vocabulary.get(name)?.latex ?? name;

const latex: Style = {
  number: (digits) => digits,
  name: nameLatex,
  negative: (of) => `-${of}`,
  // TeX knows no second superscript, so that a base with one is put in braces.
  transpose: (of) => `${/\^[^()]*$/.test(of) ? `{${of}}` : of}^{\\mathsf T}`,
  call: (called, of) => `${isFunctionName(called) ? functions[called] : called}\\left(${of}\\right)`,
  group: (text) => `\\left(${text}\\right)`,
  sum: (left, right) => `${left} + ${right}`,
  difference: (left, right) => `${left} - ${right}`,
  elementwise: (left, right) => `${left} * ${right}`,
  product: (left, right) => `${left} \\, ${/^\d/.test(right) ? `\\left(${right}\\right)` : right}`,
  quotient: (left, right) => `\\frac{${left}}{${right}}`,
  holding: (node) =>
    node.type === "name" && nameLatex(node.name).startsWith("\\frac") ? holds.quotient : holds.raised,
  inside: { call: holds.sum, top: holds.sum, bottom: holds.sum },
};

/**
 * A formula as LaTeX, in the exam's signs: `*` stays `*`, products stand side by side. Reading the LaTeX
 * gives the same tree again.
 *
 * @example
 * formulaLatex(readFormula("-eta dJ/dW2")) // → "-\\eta \\, \\frac{\\partial J}{\\partial W_2}"
 */
export function formulaLatex(formula: Formula): string {
  requireFormula("formula", formula);
  if (formula.type === "chain") return `${formulaLatex(formula.head)} = ${render(formula.value, latex)}`;
  if (formula.type !== "assignment") return render(formula, latex);
  return `${nameLatex(formula.target)} ${assignmentSign(formula.target)} ${render(formula.value, latex)}`;
}
