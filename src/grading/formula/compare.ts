import { evaluate, type Point } from "../../notation/evaluate";
import type { Notation } from "../../notation/notation";
import type { Relations } from "../../notation/points";
import { hasShape, shapeText } from "../../notation/shapes";
import type { Expression } from "../../notation/tree";

/**
 * The value of an expression at the fixed points (see `Points`), split into a direction and a factor at each point.
 * Two expressions are equal up to a scalar factor exactly if their directions are equal.
 */
export interface Value {
  readonly direction: string;
  /** The direction point by point. */
  readonly parts: readonly string[];
  /** The first entry other than zero at each point; 1 if all are zero. */
  readonly factors: readonly number[];
  readonly zero: boolean;
  /** Whether it is 1×1. All scalars have one direction. */
  readonly scalar: boolean;
}

/** The value of an expression under some assumptions; undefined if it has none. */
export function evaluated(
  notation: Notation,
  expression: Expression,
  assumptions?: Relations,
): Value | undefined {
  const shape = notation.shape(expression);
  if (!hasShape(shape)) return undefined;
  const parts: string[] = [];
  const factors: number[] = [];
  let zero = true;
  for (const point of notation.points.fixed(assumptions)) {
    const at = valueAt(expression, point);
    if (!at) return undefined;
    parts.push(at.direction);
    factors.push(at.factor);
    zero &&= at.zero;
  }
  const text = shapeText(shape);
  return { direction: `${text};${parts.join(";")}`, parts, factors, zero, scalar: text === "1×1" };
}

/** The value of an expression whose shapes agree, at one point. */
function valueAt(expression: Expression, point: Point) {
  const entries = evaluate(expression, point).flat();
  if (entries.some(Number.isNaN)) return undefined;
  const found = entries.find((entry) => entry !== 0);
  const factor = found ?? 1;
  const scale = point.field.divide(1, factor);
  const direction = String(entries.map((entry) => point.field.multiply(entry, scale)));
  return { direction, factor, zero: found === undefined };
}

/**
 * Whether an expression of the same shape has this value. Most do not, and differ already at the first point.
 *
 * @param exactly whether a scalar factor counts as a difference
 */
export function hasValue(
  notation: Notation,
  expression: Expression,
  value: Value,
  assumptions: Relations,
  exactly: boolean,
): boolean {
  return notation.points.fixed(assumptions).every((point, index) => {
    const at = valueAt(expression, point);
    return at?.direction === value.parts[index] && (!exactly || at?.factor === value.factors[index]);
  });
}

/** The factors of one value divided by those of the other, point by point. */
export const ratios = (notation: Notation, one: Value, other: Value): readonly number[] =>
  notation.points
    .fixed()
    .map(({ field }, index) =>
      field.divide(one.factors[index] ?? Number.NaN, other.factors[index] ?? Number.NaN),
    );

/** Whether two values are the same. */
export function sameValue(one: Value | undefined, other: Value | undefined): boolean {
  return (
    one !== undefined && one.direction === other?.direction && String(one.factors) === String(other.factors)
  );
}

/** Whether two expressions are equal under some assumptions, also at points that nobody can know beforehand. */
export const equalUnder = (
  notation: Notation,
  left: Expression,
  right: Expression,
  assumptions: Relations,
): boolean =>
  sameValue(evaluated(notation, left, assumptions), evaluated(notation, right, assumptions)) &&
  notation.confirmed(left, right, assumptions);
