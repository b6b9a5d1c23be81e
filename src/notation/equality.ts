import { requireObject } from "../data/arguments";
import { evaluate } from "./evaluate";
import { pointsFrom, pointsWith } from "./points";
import { printFormula } from "./print";
import type { Relations } from "./relations";
import { formulaShape, hasShape, shapeText } from "./shapes";
import { type Expression, expressionIn, type Formula, requireFormula, targetOf } from "./tree";

const question: Relations = {};

/**
 * What a formula is worth, as a text: two formulas are equal exactly if their fingerprints are. So a
 * formula can be looked up among many known ones at once.
 *
 * It is the shape and the values at random points of several sizes, d ≠ m and both at least 2, computed
 * without rounding in fields of primes near 2²⁶; f1, f2 and their slopes are arbitrary functions there.
 * The question's relations hold, so that `a1` and `f1(W1 x + b1)` are one. Unequal formulas of degree n
 * agree by chance at one point with a probability of at most n/2²⁵ (Schwartz and Zippel), at all three with
 * below 10⁻¹⁴ for n = 1000. These points are always the same: a formula can be built for them on purpose, so
 * that equality has to be confirmed at others (see `confirmed`).
 *
 * @param given what symbols stand for instead, for instance an earlier answer that was wrong; keep the
 *   object for further calls, for the points are made once for each
 * @returns undefined where there is no value: shapes that do not agree, a division by nought, a symbol
 *   that is given by itself
 */
export function fingerprint(formula: Formula, given: Relations = question): string | undefined {
  const shape = formulaShape(formula);
  if (!hasShape(shape)) return undefined;
  const values = pointsWith(given).map((point) => evaluate(expressionIn(formula), point));
  if (values.flat(2).some(Number.isNaN)) return undefined;
  const name = targetOf(formula);
  const target = name === undefined ? "" : `${name} := `;
  return `${target}${shapeText(shape)}: ${JSON.stringify(values)}`;
}

/**
 * Whether two expressions of equal fingerprints are equal also at points that are drawn from both of them:
 * then they are equal, but for the same small probability, whoever wrote them and whatever they knew.
 */
export function confirmed(left: Expression, right: Expression, given: Relations = question): boolean {
  return pointsFrom(`${printFormula(left)} = ${printFormula(right)}`, given).every(
    (point) => String(evaluate(left, point)) === String(evaluate(right, point)),
  );
}

/**
 * Whether two formulas are equal whatever the numbers in them: exactly, not to some tolerance, under the
 * relations of the question. A formula that has no value equals none.
 *
 * @param given what symbols stand for instead of the question's own relations
 *
 * @example
 * equalFormulas(readFormula("dJ/dz2 a1^T"), readFormula("(a1 (dJ/dz2)^T)^T")) // → true
 * equalFormulas(readFormula("dJ/dz2 a1^T"), readFormula("1.000001 dJ/dz2 a1^T")) // → false
 * equalFormulas(readFormula("a1"), readFormula("f1(W1 x + b1)")) // → true
 */
export function equalFormulas(left: Formula, right: Formula, given?: Relations): boolean {
  requireFormula("left", left);
  requireFormula("right", right);
  if (given !== undefined) requireObject("given", given, "an object of formulas by name");
  const value = fingerprint(left, given);
  return (
    value !== undefined &&
    value === fingerprint(right, given) &&
    confirmed(expressionIn(left), expressionIn(right), given)
  );
}

/**
 * The first step of a chain `A = B = C` that does not hold, as the two expressions that are not equal;
 * nothing where all steps do, and for a line that is no chain.
 *
 * @param given what symbols stand for instead of the question's own relations
 */
export function brokenStep(
  formula: Formula,
  given?: Relations,
): readonly [left: Expression, right: Expression] | undefined {
  if (formula.type !== "chain") return undefined;
  const [left, right] = [expressionIn(formula.head), formula.value];
  return brokenStep(formula.head, given) ?? (equalFormulas(left, right, given) ? undefined : [left, right]);
}
