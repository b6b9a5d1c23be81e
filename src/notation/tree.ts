import { refuse } from "../data/arguments";

/** An operation on two expressions, by the name it has in the tree. */
export type Operation = "sum" | "difference" | "product" | "elementwise" | "quotient";

/** An expression as a tree: plain data, without positions and parentheses. */
export type Expression =
  | { readonly type: "number"; readonly digits: string }
  | { readonly type: "name"; readonly name: string }
  | { readonly type: "negative" | "transpose"; readonly of: Expression }
  | { readonly type: "call"; readonly function: string; readonly of: Expression }
  | { readonly type: Operation; readonly left: Expression; readonly right: Expression };

/** A line that gives a symbol a value: an update such as `W2 := W2 - eta dJ/dW2`, or an equation. */
export interface Assignment {
  readonly type: "assignment";
  readonly target: string;
  readonly value: Expression;
}

/** A line with another `=`: `A = B = C` is the head `A = B` and the value `C`. */
interface Chain {
  readonly type: "chain";
  readonly head: Formula;
  readonly value: Expression;
}

/** One line of the notation: an expression, an assignment, or a chain of equations. */
export type Formula = Expression | Assignment | Chain;

/** The text field of each kind of node, if it has one. */
const texts: Readonly<Record<Formula["type"], string | undefined>> = {
  number: "digits",
  name: "name",
  call: "function",
  assignment: "target",
  chain: undefined,
  negative: undefined,
  transpose: undefined,
  sum: undefined,
  difference: undefined,
  product: undefined,
  elementwise: undefined,
  quotient: undefined,
};

/** @throws if `formula` is not a tree. Only its root is checked: functions that walk down check again. */
export function requireFormula(name: string, formula: Formula): void {
  const node = (formula ?? {}) as unknown as Readonly<Record<string, unknown>>;
  const { type } = node;
  const known = typeof type === "string" && Object.hasOwn(texts, type);
  const text = known ? texts[type as Formula["type"]] : undefined;
  if (!known || (text !== undefined && typeof node[text] !== "string"))
    refuse(name, formula, 'a formula as readFormula("a1") gives it');
}

/** The expression after the last sign of equality of a line. */
export const expressionIn = (formula: Formula): Expression => ("value" in formula ? formula.value : formula);

/** The symbol that a line gives a value to, if it is an update or an equation about one. */
export function targetOf(formula: Formula): string | undefined {
  if (formula.type === "chain") return targetOf(formula.head);
  return formula.type === "assignment" ? formula.target : undefined;
}

/** The children of a node, from left to right. */
function children(formula: Formula): readonly Formula[] {
  if ("head" in formula) return [formula.head, formula.value];
  if ("value" in formula) return [formula.value];
  if ("left" in formula) return [formula.left, formula.right];
  return "of" in formula ? [formula.of] : [];
}

/** How many nodes a tree has. */
export function nodeCount(formula: Formula): number {
  return children(formula).reduce((count, child) => count + nodeCount(child), 1);
}

/**
 * The symbols that a formula uses, in the order in which they first occur; the target of an assignment
 * is not among them unless the value uses it too.
 *
 * @example
 * namesIn(readFormula("W2 := W2 - eta dJ/dz2 a1^T")) // → ["W2", "eta", "dJ/dz2", "a1"]
 */
export function namesIn(formula: Formula): readonly string[] {
  const found = new Set<string>();
  const visit = (node: Formula): void => {
    requireFormula("formula", node);
    if (node.type === "name") found.add(node.name);
    children(node).forEach(visit);
  };
  visit(formula);
  return [...found];
}
