import { evaluate } from "../notation/evaluate";
import { pointsWith } from "../notation/points";
import type { Relations } from "../notation/relations";
import { formulaShape, hasShape, shapeText } from "../notation/shapes";
import type { Expression } from "../notation/tree";

/**
 * What an expression is worth at the points where formulas are compared (see `fingerprint`), split into a
 * direction and a factor at each point: two expressions are the same but for a scalar factor exactly if
 * their directions are equal.
 */
export interface Worth {
  readonly direction: string;
  /** The first entry other than nought at each point; 1 where all are. */
  readonly factors: readonly number[];
  readonly zero: boolean;
}

/** What an expression is worth in a world; undefined where it has no value. */
export function worth(expression: Expression, world: Relations): Worth | undefined {
  const shape = formulaShape(expression);
  if (!hasShape(shape)) return undefined;
  const factors: number[] = [];
  let zero = true;
  let direction = shapeText(shape);
  for (const point of pointsWith(world)) {
    const entries = evaluate(expression, point).flat();
    if (entries.some(Number.isNaN)) return undefined;
    const factor = entries.find((entry) => entry !== 0);
    zero &&= factor === undefined;
    const scale = point.field.divide(1, factor ?? 1);
    factors.push(factor ?? 1);
    direction += `;${entries.map((entry) => point.field.multiply(entry, scale))}`;
  }
  return { direction, factors, zero };
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
