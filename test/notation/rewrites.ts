import fc from "fast-check";
import { formulaShape } from "../../src/autoencoder/notation";
import { hasShape } from "../../src/notation/shapes";
import type { Expression } from "../../src/notation/tree";
import { relations, vocabulary } from "../autoencoder/fixture";

/** What may be done to one node; nothing where it does not apply. */
type Rule = (node: Expression) => Expression | undefined;

const number = (digits: string): Expression => ({ type: "number", digits });
const negative = (of: Expression): Expression => ({ type: "negative", of });
const transpose = (of: Expression): Expression => ({ type: "transpose", of });
const joined = (
  type: "sum" | "difference" | "product" | "elementwise" | "quotient",
  left: Expression,
  right: Expression,
): Expression => ({ type, left, right });

/** Algebra that changes a node's form and not its value. */
const equalities: readonly Rule[] = [
  (node) => (node.type === "sum" ? joined("sum", node.right, node.left) : undefined),
  (node) => (node.type === "elementwise" ? joined("elementwise", node.right, node.left) : undefined),
  (node) => (node.type === "difference" ? joined("sum", negative(node.right), node.left) : undefined),
  (node) => (node.type === "difference" ? negative(joined("difference", node.right, node.left)) : undefined),
  (node) =>
    node.type === "product"
      ? transpose(joined("product", transpose(node.right), transpose(node.left)))
      : undefined,
  (node) =>
    node.type === "product" && (node.right.type === "sum" || node.right.type === "difference")
      ? joined(
          node.right.type,
          joined("product", node.left, node.right.left),
          joined("product", node.left, node.right.right),
        )
      : undefined,
  (node) =>
    node.type === "elementwise" && (node.left.type === "sum" || node.left.type === "difference")
      ? joined(
          node.left.type,
          joined("elementwise", node.left.left, node.right),
          joined("elementwise", node.left.right, node.right),
        )
      : undefined,
  (node) =>
    node.type === "product" ? negative(joined("product", negative(node.left), node.right)) : undefined,
  (node) => (node.type === "name" ? relations[node.name] : undefined),
  (node) => joined("sum", node, number("0")),
  (node) => joined("difference", number("0"), negative(node)),
  (node) => joined("product", number("1"), node),
  (node) => joined("quotient", joined("product", number("3"), node), number("3")),
  (node) =>
    joined("sum", joined("product", number("0.25"), node), joined("elementwise", number("0.75"), node)),
  (node) => transpose(transpose(node)),
  (node) => joined("difference", joined("sum", node, node), node),
];

/** Slips that usually change the value. */
const slips: readonly Rule[] = [
  (node) => negative(node),
  (node) => joined("product", number("1.000001"), node),
  (node) => joined("quotient", node, number("2")),
  (node) => (node.type === "sum" ? joined("difference", node.left, node.right) : undefined),
  (node) => (node.type === "call" ? node.of : undefined),
  (node) =>
    String(formulaShape(node)) === "d,d" || String(formulaShape(node)) === "m,m"
      ? transpose(node)
      : undefined,
  (node) => {
    if (node.type !== "name") return undefined;
    const shape = String(formulaShape(node));
    const others = [...vocabulary.values()].filter(
      (word) => word.shape.join() === shape && word.name !== node.name,
    );
    return others[0]
      ? { type: "name", name: others[node.name.length % others.length]?.name ?? "" }
      : undefined;
  },
];

/** Applies a rule to the node with this number, counted from the root; wraps around. */
function apply(tree: Expression, rules: readonly Rule[], rule: number, at: number): Expression {
  const places: Expression[] = [];
  const visit = (node: Expression): void => {
    places.push(node);
    if ("of" in node) visit(node.of);
    if ("left" in node) [node.left, node.right].forEach(visit);
  };
  visit(tree);
  const place = places[at % places.length];
  const replace = (node: Expression): Expression => {
    if (node === place) {
      const other = rules[rule % rules.length]?.(node) ?? node;
      // W1 (x + 0) is no W1 x + W1 0: nought takes the shape of x, and beside W1 it is a number.
      return hasShape(formulaShape(other)) ? other : node;
    }
    if ("of" in node) return { ...node, of: replace(node.of) };
    if ("left" in node) return { ...node, left: replace(node.left), right: replace(node.right) };
    return node;
  };
  return replace(tree);
}

const step = fc.tuple(fc.nat(1000), fc.nat(1000));

/** The same expression in another form, after some random steps. */
export const rewritten = (of: fc.Arbitrary<Expression>): fc.Arbitrary<[Expression, Expression]> =>
  fc
    .tuple(of, fc.array(step, { minLength: 1, maxLength: 6 }))
    .map(([tree, steps]) => [
      tree,
      steps.reduce((now, [rule, at]) => apply(now, equalities, rule, at), tree),
    ]);

/** An expression and what one slip makes of it. */
export const slipped = (of: fc.Arbitrary<Expression>): fc.Arbitrary<[Expression, Expression]> =>
  fc.tuple(of, step).map(([tree, [rule, at]]) => [tree, apply(tree, slips, rule, at)]);
