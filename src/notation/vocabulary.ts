import { type Size, symbols } from "../autoencoder/symbols";
import type { FunctionName } from "./tree";

/** A symbol that a formula may use: how it is typeset and read aloud, and its shape for one data point. */
export interface Word {
  readonly name: string;
  readonly latex: string;
  readonly spoken: string;
  readonly shape: readonly [rows: Size, columns: Size];
}

/**
 * Symbols that the exam's list does not have and that people write all the same: the sizes, the two
 * slopes under their long names, and the partials of the paper's book-keeping rule "if Ax = y, then
 * ∂y/∂A = x".
 */
const more: readonly Omit<Word, "spoken">[] = [
  { name: "d", latex: "d", shape: ["1", "1"] },
  { name: "m", latex: "m", shape: ["1", "1"] },
  { name: "N", latex: "N", shape: ["1", "1"] },
  {
    name: "dypred/dz2",
    latex: "\\frac{\\partial y^{\\text{pred}}}{\\partial z_2}",
    shape: ["d", "1"],
  },
  { name: "da1/dz1", latex: "\\frac{\\partial a_1}{\\partial z_1}", shape: ["m", "1"] },
  { name: "dz2/dW2", latex: "\\frac{\\partial z_2}{\\partial W_2}", shape: ["m", "1"] },
  { name: "dz1/dW1", latex: "\\frac{\\partial z_1}{\\partial W_1}", shape: ["d", "1"] },
];

/** `W2` as "W 2", `dJ/dz2` as "the partial of J with respect to z 2". */
function spoken(name: string): string {
  const [, top, bottom] = /^d(.+)\/d(.+)$/.exec(name) ?? [];
  if (top && bottom) return `the partial of ${spoken(top)} with respect to ${spoken(bottom)}`;
  if (name === "ypred") return "y pred";
  if (name === "pHat") return "p hat";
  return name.replace(/\d/, " $&");
}

/** Every symbol that a formula may use, by its name. */
export const vocabulary: ReadonlyMap<string, Word> = new Map(
  [...symbols, ...more].map(({ name, latex, shape }) => [name, { name, latex, shape, spoken: spoken(name) }]),
);

/** Every function that a formula may call, with its LaTeX. */
export const functions: Readonly<Record<FunctionName, string>> = {
  f1: "f_1",
  f2: "f_2",
  "f1'": "f_1'",
  "f2'": "f_2'",
  diag: "\\operatorname{diag}",
};

/** Whether a name is that of a function. */
export const isFunctionName = (name: string): name is FunctionName => Object.hasOwn(functions, name);

/** What an update changes; an assignment to anything else is an equation. */
export const parameters: readonly string[] = ["W1", "b1", "W2", "b2"];
