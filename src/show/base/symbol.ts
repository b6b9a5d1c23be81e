import { symbols } from "../../autoencoder/symbols";
import type { QuestionSymbol } from "../../question/question";
import { latexText } from "./escape";

/** The name of a partial derivative, as in the exam's answers (`dJ/dW2`) and the library's fields (`dJ_dW2`). */
const partial = /^d(\w+?)[_/]d(\w+)$/;

/** The exam's symbol with this name. The library's field names are accepted, too: `dJ_dW2` is `dJ/dW2`. */
export function examSymbol(name: string): QuestionSymbol | undefined {
  const asTyped = name.replace("_d", "/d");
  return symbols.find((symbol) => symbol.name === asTyped);
}

/**
 * A name as LaTeX: an exam symbol as in the exam, a letter and a number as a letter with an index, `dJ/dx` as a
 * partial derivative, anything else as text.
 *
 * @example
 * import { nameLatex } from "../src/show/base/symbol";
 * nameLatex("W1") // → "W_1"
 * nameLatex("W12") // → "W_{12}"
 * nameLatex("before") // → "\\text{before}"
 */
export function nameLatex(name: string): string {
  const known = examSymbol(name);
  if (known) return known.latex;
  const [, of, by] = partial.exec(name) ?? [];
  if (of && by) return `\\frac{\\partial ${nameLatex(of)}}{\\partial ${nameLatex(by)}}`;
  const [, letter, index] = /^([A-Za-z])(\d*)$/.exec(name) ?? [];
  if (letter === undefined) return latexText(name);
  return index ? `${letter}_{${index}}` : letter;
}

/** A name as text; that of a partial derivative as `∂J/∂W2`. */
export function nameText(name: string): string {
  return name.replace(partial, "∂$1/∂$2");
}

/**
 * A symbol's shape in the question's letters, `m×d`; in a batch a column has N columns. Undefined if the exam has
 * no such symbol.
 */
export function shapeLetters(name: string, columnCount = 1): string | undefined {
  const symbol = examSymbol(name);
  if (!symbol) return undefined;
  const [rows, columns] = symbol.shape;
  return `${rows}×${columns === "1" && columnCount !== 1 ? "N" : columns}`;
}

/** A symbol's shape in letters and in numbers: `m×d = 2×3`. */
export function shapeText(name: string | undefined, size: readonly number[]): string {
  const numbers = size.join("×");
  const letters = name === undefined || size.length !== 2 ? undefined : shapeLetters(name, size[1]);
  return letters === undefined || letters === numbers ? numbers : `${letters} = ${numbers}`;
}
