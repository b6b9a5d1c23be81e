import { assignmentSign, holds, render, type Style } from "./print";
import type { Formula } from "./tree";

const row = (inside: string): string => `<mrow>${inside}</mrow>`;
const between = (left: string, sign: string, right: string): string => row(`${left}<mo>${sign}</mo>${right}`);

/** `W1` as W with a 1 below, `dJ/dz2` as a fraction. */
function nameMathml(name: string): string {
  const [, top, bottom] = /^d(.+)\/d(.+)$/.exec(name) ?? [];
  if (top && bottom) return `<mfrac>${partial(top)}${partial(bottom)}</mfrac>`;
  const [, letter, digit] = /^([A-Za-z])(\d)$/.exec(name) ?? [];
  if (letter && digit) return `<msub><mi>${letter}</mi><mn>${digit}</mn></msub>`;
  if (name === "ypred") return "<msup><mi>y</mi><mtext>pred</mtext></msup>";
  if (name === "pHat") return '<mover accent="true"><mi>p</mi><mo>^</mo></mover>';
  return `<mi>${name === "eta" ? "η" : name}</mi>`;
}

const partial = (name: string): string => row(`<mo rspace="0">∂</mo>${nameMathml(name)}`);

function calledMathml(called: string): string {
  const [, letter, digit, prime] = /^([A-Za-z])(\d)('?)$/.exec(called) ?? [];
  if (!letter) return `<mi>${called}</mi>`;
  const sub = `<mi>${letter}</mi><mn>${digit}</mn>`;
  return prime ? `<msubsup>${sub}<mo>′</mo></msubsup>` : `<msub>${sub}</msub>`;
}

const group = (inside: string): string => row(`<mo>(</mo>${inside}<mo>)</mo>`);

const mathml: Style = {
  number: (digits) => `<mn>${digits}</mn>`,
  name: nameMathml,
  negative: (of) => row(`<mo form="prefix">−</mo>${of}`),
  transpose: (of) => `<msup>${of}<mi mathvariant="normal">T</mi></msup>`,
  call: (called, of) => row(calledMathml(called) + group(of)),
  group,
  sum: (left, right) => between(left, "+", right),
  difference: (left, right) => between(left, "−", right),
  elementwise: (left, right) => between(left, "∗", right),
  product: (left, right) =>
    row(`${left}<mspace width="0.17em"></mspace>${right.startsWith("<mn>") ? group(right) : right}`),
  quotient: (left, right) => `<mfrac>${left}${right}</mfrac>`,
  holding: (node) =>
    node.type === "name" && nameMathml(node.name).startsWith("<mfrac>") ? holds.quotient : holds.raised,
  inside: { call: holds.sum, top: holds.sum, bottom: holds.sum },
};

/**
 * A formula as MathML, which every browser of today typesets by itself: for pages that have neither scripts
 * nor a network. Nothing but the notation's own names and numbers goes into it.
 *
 * @example
 * import { formulaMathml } from "../src/notation/mathml";
 * formulaMathml(readFormula("-y")) // → '<math><mrow><mo form="prefix">−</mo><mi>y</mi></mrow></math>'
 */
export const formulaMathml = (formula: Formula): string => `<math>${line(formula)}</math>`;

function line(formula: Formula): string {
  if (formula.type === "chain") return between(line(formula.head), "=", render(formula.value, mathml));
  if (formula.type !== "assignment") return render(formula, mathml);
  const value = render(formula.value, mathml);
  return between(nameMathml(formula.target), assignmentSign(formula.target), value);
}
