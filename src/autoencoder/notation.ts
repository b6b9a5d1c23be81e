import type { Derivation } from "../notation/derive";
/** The entry `autoencoder-workbook/notation`: the exam's notation, parsed, printed, compared and derived. */
import { notationOf } from "../notation/notation";
import type { Parsed } from "../notation/parse";
import type { Relations } from "../notation/points";
import type { ShapeProblem } from "../notation/shapes";
import type { Formula } from "../notation/tree";
import type { Shape } from "../question/question";
import { autoencoderQuestion } from "./question";

export type { DerivedLine } from "../notation/derive";
export { shapeText } from "../notation/shapes";
export type { Problem } from "../notation/syntax-errors";
export { type Assignment, type Expression, namesIn } from "../notation/tree";
export type { Derivation, Formula, Parsed, Relations, Shape, ShapeProblem };

const notation = notationOf(autoencoderQuestion);

/**
 * Parses one line of the exam's notation, in plain text, Unicode or LaTeX. Nothing is executed, and what is too long
 * or too deep is refused.
 *
 * An expression such as `A * B C` does not say which product goes first. The reading whose shapes agree is taken. If
 * several agree and mean different things, the note says which one was taken.
 *
 * @example
 * const read = parseFormula("dJ/dypred * df2/dz2 a1^T");
 * read.ok ? printFormula(read.tree) : "" // → "(dJ/dypred * df2/dz2) a1^T"
 * const open = parseFormula("(ypred - y");
 * open.ok ? "" : open.problem.message // → "The parenthesis at 1 is not closed."
 */
export const parseFormula = (text: string): Parsed => notation.parse(text);

/**
 * The tree of one line of the exam's notation, for a text that is known to be a formula.
 *
 * @throws NotationError with the position of the problem
 *
 * @example
 * readFormula("2 y").type // → "product"
 * readFormula("dJ/dw2") // → throws dJ/dw2 at 1 is not a symbol of the question: did you mean dJ/dW2?
 */
export const readFormula = (text: string): Formula => notation.read(text);

/**
 * A formula in the exam's canonical notation, with no more parentheses than needed. Reading it gives the same tree.
 *
 * @example
 * printFormula(readFormula("\\frac{\\partial J}{\\partial z^{(2)}} {a^{(1)}}^T")) // → "dJ/dz2 a1^T"
 * printFormula(readFormula("W_2 ← W_2 − η·∂J/∂W_2")) // → "W2 := W2 - eta dJ/dW2"
 */
export const printFormula = (formula: Formula): string => notation.print(formula);

/**
 * A formula as LaTeX, with the exam's signs: `*` stays `*`, and products are written side by side. Reading the LaTeX
 * gives the same tree.
 *
 * @example
 * formulaLatex(readFormula("-eta dJ/dW2")) // → "-\\eta \\, \\frac{\\partial J}{\\partial W_2}"
 */
export const formulaLatex = (formula: Formula): string => notation.latex(formula);

/**
 * A formula in words, for a screen reader.
 *
 * @example
 * formulaWords(readFormula("W2 - eta dJ/dW2")) // → "W 2 minus eta times the partial of J with respect to W 2"
 */
export const formulaWords = (formula: Formula): string => notation.spoken(formula);

/**
 * The shape of a formula over 1, d, m and N, or the first operation that its shapes do not allow. A 1×1 matrix counts
 * as a scalar, and a scalar scales anything.
 *
 * @example
 * formulaShape(readFormula("dJ/dz2 a1^T")) // → ["d", "m"]
 * const wrong = formulaShape(readFormula("dJ/dz2 a1"));
 * "message" in wrong ? wrong.message : "" // → "cannot multiply d×1 by m×1"
 */
export const formulaShape = (formula: Formula): Shape | ShapeProblem => notation.shape(formula);

/**
 * Whether two formulas are equal for all numbers, sizes and functions f1, f2: exactly, without a tolerance, under the
 * question's relations. A formula without a value equals none.
 *
 * @param given what symbols stand for instead of the question's own relations
 *
 * @example
 * equalFormulas(readFormula("dJ/dz2 a1^T"), readFormula("(a1 (dJ/dz2)^T)^T")) // → true
 * equalFormulas(readFormula("dJ/dz2 a1^T"), readFormula("1.000001 dJ/dz2 a1^T")) // → false
 * equalFormulas(readFormula("a1"), readFormula("f1(W1 x + b1)")) // → true
 */
export const equalFormulas = (left: Formula, right: Formula, given?: Relations): boolean =>
  notation.equal(left, right, given);

/**
 * Checks a derivation line by line. Each line must be a formula whose shapes agree, and must equal the line before
 * (see `equalFormulas`). A wrong line is kept with the reason why it is wrong, and the next line is compared with the
 * last one that has a value.
 *
 * @param lines each a formula in the exam's notation, which may begin with `=`, and the reason for it; an equation
 *   `dJ/dW2 = …` is checked itself too
 * @param given what symbols stand for instead of the question's own relations
 *
 * @example
 * const steps = derive([
 *   ["dJ/dW2", "the question of part (d)"],
 *   ["= dJ/dz2 a1^T", "an outer product: z2 = W2 a1 + b2"],
 *   ["= dJ/dz2 a1", "without the transpose"],
 * ]);
 * steps.lines.map((line) => line.proof) // → ["start", "equal", "wrong"]
 * steps.lines[2]?.why // → "cannot multiply d×1 by m×1"
 */
export const derive = (
  lines: readonly (readonly [formula: string, reason: string])[],
  given?: Relations,
): Derivation => notation.derive(lines, given);
