import { confirmed } from "../../notation/equality";
import { evaluate, type Point } from "../../notation/evaluate";
import { pointsWith } from "../../notation/points";
import type { Relations } from "../../notation/relations";
import { formulaShape, hasShape, shapeText } from "../../notation/shapes";
import type { Expression } from "../../notation/tree";

/**
 * What an expression is worth at the points where formulas are compared (see `fingerprint`), split into a
 * direction and a factor at each point: two expressions are the same but for a scalar factor exactly if
 * their directions are equal.
 */
export interface Worth {
  readonly direction: string;
  /** The direction point by point. */
  readonly parts: readonly string[];
  /** The first entry other than nought at each point; 1 where all are. */
  readonly factors: readonly number[];
  readonly zero: boolean;
  /** Whether it is 1×1: all of these have one direction. */
  readonly scalar: boolean;
}

/** What an expression is worth in a world; undefined where it has no value. */
export function worth(expression: Expression, world: Relations): Worth | undefined {
  const shape = formulaShape(expression);
  if (!hasShape(shape)) return undefined;
  const parts: string[] = [];
  const factors: number[] = [];
  let zero = true;
  for (const point of pointsWith(world)) {
    const at = worthAt(expression, point);
    if (!at) return undefined;
    parts.push(at.direction);
    factors.push(at.factor);
    zero &&= at.zero;
  }
  const [text, direction] = [shapeText(shape), parts.join(";")];
  return { direction: `${text};${direction}`, parts, factors, zero, scalar: text === "1×1" };
}

/** What an expression whose shapes agree is worth at one point. */
function worthAt(expression: Expression, point: Point) {
  const entries = evaluate(expression, point).flat();
  if (entries.some(Number.isNaN)) return undefined;
  const found = entries.find((entry) => entry !== 0);
  const factor = found ?? 1;
  const scale = point.field.divide(1, factor);
  const direction = String(entries.map((entry) => point.field.multiply(entry, scale)));
  return { direction, factor, zero: found === undefined };
}

/**
 * Whether an expression of the same shape has this worth. Most do not, and differ at the first point
 * already.
 *
 * @param exactly whether a scalar factor counts as a difference
 */
export function hasWorth(expression: Expression, other: Worth, world: Relations, exactly: boolean): boolean {
  return pointsWith(world).every((point, index) => {
    const at = worthAt(expression, point);
    return at?.direction === other.parts[index] && (!exactly || at?.factor === other.factors[index]);
  });
}

/** The factors of one over those of the other, point by point. */
export const ratios = (one: Worth, other: Worth): readonly number[] =>
  pointsWith(plain).map(({ field }, index) =>
    field.divide(one.factors[index] ?? Number.NaN, other.factors[index] ?? Number.NaN),
  );

const plain: Relations = {};

/** A scalar's value at each point, to hold ratios against. */
export function scalar(expression: Expression): readonly number[] {
  return worth(expression, plain)?.factors ?? [];
}

/** Whether two expressions have one value in a world. */
export function same(one: Worth | undefined, other: Worth | undefined): boolean {
  return (
    one !== undefined && one.direction === other?.direction && String(one.factors) === String(other.factors)
  );
}

/** Whether two expressions are equal in a world for all numbers: also to someone who knows where they are compared. */
export const equalIn = (left: Expression, right: Expression, world: Relations): boolean =>
  same(worth(left, world), worth(right, world)) && confirmed(left, right, world);
