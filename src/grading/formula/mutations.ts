import type { Expression, Operation } from "../../notation/tree";

/** An expression after one mistake, and the misconception that leads to it. */
export interface Mutation {
  readonly id: string;
  /** A second misconception that goes with it. */
  readonly also?: string;
  readonly tree: Expression;
}

/** The mistakes that are possible at one node. */
export type Rule = (node: Expression) => readonly Mutation[];

export const name = (symbol: string): Expression => ({ type: "name", name: symbol });
export const transpose = (of: Expression): Expression =>
  of.type === "transpose" ? of.of : { type: "transpose", of };
export const joined = (type: Operation, left: Expression, right: Expression): Expression => ({
  type,
  left,
  right,
});

/** The expression with one node changed by the rule, in every possible way. */
export function mutationsOf(tree: Expression, rule: Rule): readonly Mutation[] {
  const inside = (child: Expression, put: (changed: Expression) => Expression): Mutation[] =>
    mutationsOf(child, rule).map((mutation) => ({ ...mutation, tree: put(mutation.tree) }));
  const below = (): Mutation[] => {
    if ("of" in tree) return inside(tree.of, (of) => ({ ...tree, of }));
    if (!("left" in tree)) return [];
    return [
      ...inside(tree.left, (left) => ({ ...tree, left })),
      ...inside(tree.right, (right) => ({ ...tree, right })),
    ];
  };
  return [...rule(tree), ...below()];
}
