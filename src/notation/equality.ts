import { requireObject } from "../data/arguments";
import { evaluate } from "./evaluate";
import type { Points, Relations } from "./points";
import type { Printer } from "./print";
import { hasShape, type ShapeOf, shapeText } from "./shapes";
import { type Expression, expressionIn, type Formula, requireFormula, targetOf } from "./tree";

/**
 * Exact comparison of formulas under the relations of the question, for all numbers, sizes and functions. In every
 * method, `given` replaces the question's own relations.
 */
export interface Equality {
  /**
   * The value of a formula as a text: equal formulas have equal fingerprints. So a formula can be looked up among
   * many known ones.
   *
   * It is the shape and the values at the fixed points, computed without rounding in prime fields. Different
   * formulas of degree n have one value at one point with a probability of at most n/2²⁵ (Schwartz and Zippel), and
   * at all three with less than 10⁻¹³ for n = 1000. The fixed points are known, so equality must be confirmed at
   * others (see `confirmed`).
   *
   * @returns undefined for a formula without a value: wrong shapes, a division by zero, a symbol that depends on itself
   */
  fingerprint(formula: Formula, given?: Relations): string | undefined;
  /** Whether two expressions of equal fingerprints also agree at points that are drawn from their own text. */
  confirmed(left: Expression, right: Expression, given?: Relations): boolean;
  /** Whether two formulas are equal: exactly, without a tolerance. A formula without a value equals none. */
  equal(left: Formula, right: Formula, given?: Relations): boolean;
  /** The first step of a chain `A = B = C` that does not hold, as two expressions that are not equal. */
  brokenStep(formula: Formula, given?: Relations): readonly [left: Expression, right: Expression] | undefined;
}

/** Compares the formulas of a notation. */
export function equalityOf({
  shape,
  printer,
  points,
}: {
  readonly shape: ShapeOf;
  readonly printer: Printer;
  readonly points: Points;
}): Equality {
  const equality: Equality = {
    fingerprint(formula, given) {
      const found = shape(formula);
      if (!hasShape(found)) return undefined;
      const values = points.fixed(given).map((point) => evaluate(expressionIn(formula), point));
      if (values.flat(2).some(Number.isNaN)) return undefined;
      const name = targetOf(formula);
      const target = name === undefined ? "" : `${name} := `;
      return `${target}${shapeText(found)}: ${JSON.stringify(values)}`;
    },
    confirmed: (left, right, given) =>
      points
        .drawnFrom(`${printer.print(left)} = ${printer.print(right)}`, given)
        .every((point) => String(evaluate(left, point)) === String(evaluate(right, point))),
    equal(left, right, given) {
      requireFormula("left", left);
      requireFormula("right", right);
      if (given !== undefined) requireObject("given", given, "an object of formulas by name");
      const value = equality.fingerprint(left, given);
      return (
        value !== undefined &&
        value === equality.fingerprint(right, given) &&
        equality.confirmed(expressionIn(left), expressionIn(right), given)
      );
    },
    brokenStep(formula, given) {
      if (formula.type !== "chain") return undefined;
      const [left, right] = [expressionIn(formula.head), formula.value];
      return (
        equality.brokenStep(formula.head, given) ??
        (equality.equal(left, right, given) ? undefined : [left, right])
      );
    },
  };
  return equality;
}
