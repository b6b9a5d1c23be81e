import { type Expression, expressionIn, type Formula, type Operation, requireFormula } from "./tree";
import type { Vocabulary } from "./vocabulary";

/** How tightly a piece of text binds. A piece that binds less than its place needs is put into parentheses. */
const binds = { sum: 1, term: 2, quotient: 3, raised: 4 } as const;

type Binding = (typeof binds)[keyof typeof binds];

/** One way to write a tree: the text of each kind of node, given the texts of its parts. */
interface Style extends Readonly<Record<Operation, (left: string, right: string) => string>> {
  number(digits: string): string;
  name(name: string): string;
  negative(of: string): string;
  transpose(of: string): string;
  call(called: string, of: string): string;
  group(text: string): string;
  /** How tightly the text of a name, or of a call, binds. */
  binding(node: Expression): Binding;
  /** What a call needs of its argument, and a quotient of its two sides. */
  readonly inside: { readonly call: Binding; readonly top: Binding; readonly bottom: Binding };
}

function render(node: Expression, style: Style): string {
  requireFormula("formula", node);
  const at = (place: Binding, child: Expression): string => {
    const text = render(child, style);
    return bindingOf(child, style) < place ? style.group(text) : text;
  };
  switch (node.type) {
    case "number":
      return style.number(node.digits);
    case "name":
      return style.name(node.name);
    case "call":
      return style.call(node.function, at(style.inside.call, node.of));
    case "transpose":
      return style.transpose(at(binds.raised, node.of));
    case "negative":
      return style.negative(at(binds.term, node.of));
    case "sum":
    case "difference":
      return style[node.type](at(binds.sum, node.left), at(binds.term, node.right));
    case "quotient":
      return style.quotient(at(style.inside.top, node.left), at(style.inside.bottom, node.right));
    default: {
      // More of the same kind on the left needs no parentheses, a mixture of products does.
      const left = at(node.left.type === node.type ? binds.term : binds.quotient, node.left);
      return style[node.type](left, at(binds.quotient, node.right));
    }
  }
}

function bindingOf(node: Expression, style: Style): Binding {
  switch (node.type) {
    case "negative":
    case "sum":
    case "difference":
      return binds.sum;
    case "product":
    case "elementwise":
      return binds.term;
    case "quotient":
      return binds.quotient;
    default:
      return style.binding(node);
  }
}

const plain: Style = {
  number: (digits) => digits,
  name: (name) => name,
  negative: (of) => `-${of}`,
  transpose: (of) => `${of}^T`,
  call: (called, of) => `${called}(${of})`,
  group: (text) => `(${text})`,
  sum: (left, right) => `${left} + ${right}`,
  difference: (left, right) => `${left} - ${right}`,
  elementwise: (left, right) => `${left} * ${right}`,
  // A number is written before what it scales. After it, it needs parentheses.
  product: (left, right) => `${left} ${/^\d/.test(right) ? `(${right})` : right}`,
  quotient: (left, right) => `${left}/${right}`,
  binding: () => binds.raised,
  inside: { call: binds.sum, top: binds.quotient, bottom: binds.raised },
};

const latexStyle = ({ words, functions }: Vocabulary): Style => {
  const nameLatex = (name: string): string => words.get(name)?.latex ?? name;
  return {
    ...plain,
    name: nameLatex,
    // TeX allows no second superscript, so a base that has one is put in braces.
    transpose: (of) => `${/\^[^()]*$/.test(of) ? `{${of}}` : of}^{\\mathsf T}`,
    call: (called, of) => `${functions.get(called) ?? called}\\left(${of}\\right)`,
    group: (text) => `\\left(${text}\\right)`,
    product: (left, right) => `${left} \\, ${/^\d/.test(right) ? `\\left(${right}\\right)` : right}`,
    quotient: (left, right) => `\\frac{${left}}{${right}}`,
    binding: (node) =>
      node.type === "name" && nameLatex(node.name).startsWith("\\frac") ? binds.quotient : binds.raised,
    inside: { call: binds.sum, top: binds.sum, bottom: binds.sum },
  };
};

const spokenStyle = ({ words }: Vocabulary): Style => ({
  number: (digits) => digits.replace(".", " point "),
  name: (name) => words.get(name)?.spoken ?? name,
  negative: (of) => `minus ${of}`,
  transpose: (of) => `${of} transposed`,
  call: (called, of) =>
    `${called === "diag" ? "the diagonal matrix" : called.replace(/\d/, " $&").replace("'", " prime")} of ${of}`,
  group: (text) => `the quantity ${text}, end of quantity,`,
  sum: (left, right) => `${left} plus ${right}`,
  difference: (left, right) => `${left} minus ${right}`,
  elementwise: (left, right) => `${left} times element by element ${right}`,
  product: (left, right) => `${left} times ${right}`,
  quotient: (left, right) => `${left} divided by ${right}`,
  // Parentheses are not heard, so "f 1 of z 1 transposed" must mean one thing only: f1(z1^T).
  binding: (node) => (node.type === "call" ? binds.quotient : binds.raised),
  inside: { call: binds.raised, top: binds.quotient, bottom: binds.raised },
});

/** A formula as text, as LaTeX and in words. */
export interface Printer {
  /** Canonical notation, with no more parentheses than needed. Parsing it gives the same tree. */
  print(formula: Formula): string;
  /** LaTeX with the question's signs: `*` stays `*`. Parsing it gives the same tree. */
  latex(formula: Formula): string;
  /** Words for a screen reader. */
  spoken(formula: Formula): string;
}

/** Writes the formulas of a vocabulary. */
export function printerOf(vocabulary: Vocabulary): Printer {
  /** `:=` for a parameter, which is updated. For any other symbol a line can only state an equation. */
  const signOf = (target: string) => (vocabulary.parameters.includes(target) ? ":=" : "=");
  const written = (formula: Formula, style: Style): string => {
    requireFormula("formula", formula);
    if (formula.type === "chain") return `${written(formula.head, style)} = ${render(formula.value, style)}`;
    if (formula.type !== "assignment") return render(formula, style);
    return `${style.name(formula.target)} ${signOf(formula.target)} ${render(formula.value, style)}`;
  };
  const inLatex = latexStyle(vocabulary);
  const inWords = spokenStyle(vocabulary);
  const spoken = (formula: Formula): string => {
    requireFormula("formula", formula);
    const text = render(expressionIn(formula), inWords).replace(/,$/, "").replace(/,,+/g, ",");
    if (formula.type === "chain") return `${spoken(formula.head)} equals ${text}`;
    if (formula.type !== "assignment") return text;
    const verb = signOf(formula.target) === ":=" ? "becomes" : "is";
    return `${inWords.name(formula.target)} ${verb} ${text}`;
  };
  return {
    print: (formula) => written(formula, plain),
    latex: (formula) => written(formula, inLatex),
    spoken,
  };
}
