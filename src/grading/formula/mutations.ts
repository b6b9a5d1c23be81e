import type { FormulaMisconception } from "../../autoencoder/misconceptions";
import type { Expression } from "../../notation/tree";

/** A slip of the pen or of the mind, and what it makes of an expression. */
export interface Slip {
  readonly id: FormulaMisconception;
  /** A second slip that goes with it. */
  readonly also?: FormulaMisconception;
  readonly tree: Expression;
}

/** What a slip may do at one node. */
export type Rule = (node: Expression) => readonly Slip[];

export const name = (symbol: string): Expression => ({ type: "name", name: symbol });
export const transpose = (of: Expression): Expression =>
  of.type === "transpose" ? of.of : { type: "transpose", of };
export const joined = (
  type: "sum" | "difference" | "product" | "elementwise" | "quotient",
  left: Expression,
  right: Expression,
): Expression => ({ type, left, right });

/** The expression with one node changed by the rule, in every way. */
export function slipsIn(tree: Expression, rule: Rule): readonly Slip[] {
  const inside = (child: Expression, put: (changed: Expression) => Expression): Slip[] =>
    slipsIn(child, rule).map((slip) => ({ ...slip, tree: put(slip.tree) }));
  const below = (): Slip[] => {
    if ("of" in tree) return inside(tree.of, (of) => ({ ...tree, of }));
    if (!("left" in tree)) return [];
    return [
      ...inside(tree.left, (left) => ({ ...tree, left })),
      ...inside(tree.right, (right) => ({ ...tree, right })),
    ];
  };
  return [...rule(tree), ...below()];
}

/** What people write for a symbol, and what that is called. */
export const confusions: readonly (readonly [right: string, wrong: string, id: FormulaMisconception])[] = [
  ["a1", "x", "x-for-a1"],
  ["a1", "z1", "z-for-a"],
  ["x", "a1", "a1-for-x"],
  ["x", "z1", "a1-for-x"],
  ["y", "x", "x-for-y"],
  ["ypred", "z2", "z-for-a"],
  ["ypred", "y", "y-for-ypred"],
  ["W2", "W1", "W1-for-W2"],
  ["W1", "W2", "W2-for-W1"],
  ["df2/dz2", "ypred", "value-for-slope"],
  ["df2/dz2", "z2", "value-for-slope"],
  ["df1/dz1", "a1", "value-for-slope"],
  ["df1/dz1", "z1", "value-for-slope"],
];
