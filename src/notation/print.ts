import { type Expression, expressionIn, type Formula, type Operation, requireFormula } from "./tree";
import { functions, isFunctionName, parameters, vocabulary } from "./vocabulary";

/**
 * How tightly a piece of text holds together. A piece that holds less than its place asks for is put in a
 * group: parentheses, or what the style has for them.
 */
export const holds = { sum: 1, term: 2, quotient: 3, raised: 4 } as const;

type Holds = (typeof holds)[keyof typeof holds];

/** One way to write a tree: what becomes of each kind of node, given the texts of its parts. */
export interface Style extends Readonly<Record<Operation, (left: string, right: string) => string>> {
  number(digits: string): string;
  name(name: string): string;
  negative(of: string): string;
  transpose(of: string): string;
  call(called: string, of: string): string;
  group(text: string): string;
  /** How tightly the text of a name, or of a call, holds together. */
  holding(node: Expression): Holds;
  /** What a call asks of its argument, and a quotient of its two sides. */
  readonly inside: { readonly call: Holds; readonly top: Holds; readonly bottom: Holds };
}

/** The text of an expression in a style. */
export function render(node: Expression, style: Style): string {
  requireFormula("formula", node);
  const at = (place: Holds, child: Expression): string => {
    const text = render(child, style);
    return holding(child, style) < place ? style.group(text) : text;
  };
  switch (node.type) {
    case "number":
      return style.number(node.digits);
    case "name":
      return style.name(node.name);
    case "call":
      return style.call(node.function, at(style.inside.call, node.of));
    case "transpose":
      return style.transpose(at(holds.raised, node.of));
    case "negative":
      return style.negative(at(holds.term, node.of));
    case "sum":
    case "difference":
      return style[node.type](at(holds.sum, node.left), at(holds.term, node.right));
    case "quotient":
      return style.quotient(at(style.inside.top, node.left), at(style.inside.bottom, node.right));
    default: {
      // More of the same kind on the left needs no parentheses, a mixture of products does.
      const left = at(node.left.type === node.type ? holds.term : holds.quotient, node.left);
      return style[node.type](left, at(holds.quotient, node.right));
    }
  }
}

function holding(node: Expression, style: Style): Holds {
  switch (node.type) {
    case "negative":
    case "sum":
    case "difference":
      return holds.sum;
    case "product":
    case "elementwise":
      return holds.term;
    case "quotient":
      return holds.quotient;
    default:
      return style.holding(node);
  }
}

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
