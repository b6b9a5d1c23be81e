import fc from "fast-check";
import { formulaShape } from "../../src/autoencoder/notation";
import { hasShape } from "../../src/notation/shapes";
import type { Expression } from "../../src/notation/tree";
import { relations, vocabulary } from "../autoencoder/fixture";

/** Changes one node. Returns undefined where it does not apply. */
type Rule = (node: Expression) => Expression | undefined;

const number = (digits: string): Expression => ({ type: "number", digits });
const negative = (of: Expression): Expression => ({ type: "negative", of });
const transpose = (of: Expression): Expression => ({ type: "transpose", of });
const joined = (
  type: "sum" | "difference" | "product" | "elementwise" | "quotient",
  left: Expression,
  right: Expression,
): Expression => ({ type, left, right });

/** Algebraic rules that change the form of a node but not its value. */
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

/** Changes that usually change the value. */
const mutations: readonly Rule[] = [
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

/** Applies a rule to the node at an index, counted from the root, modulo the number of nodes. */
function apply(tree: Expression, rules: readonly Rule[], rule: number, at: number): Expression {
  const nodes: Expression[] = [];
  const visit = (node: Expression): void => {
    nodes.push(node);
    if ("of" in node) visit(node.of);
    if ("left" in node) [node.left, node.right].forEach(visit);
  };
  visit(tree);
  const target = nodes[at % nodes.length];
  const replace = (node: Expression): Expression => {
    if (node === target) {
      const other = rules[rule % rules.length]?.(node) ?? node;
      // W1 (x + 0) is not W1 x + W1 0: the 0 has the shape of x, but next to W1 it is a scalar.
      return hasShape(formulaShape(other)) ? other : node;
    }
    if ("of" in node) return { ...node, of: replace(node.of) };
    if ("left" in node) return { ...node, left: replace(node.left), right: replace(node.right) };
    return node;
  };
  return replace(tree);
}

const step = fc.tuple(fc.nat(1000), fc.nat(1000));

/** An expression and an equal form of it, after some random steps. */
export const rewritten = (of: fc.Arbitrary<Expression>): fc.Arbitrary<[Expression, Expression]> =>
  fc
    .tuple(of, fc.array(step, { minLength: 1, maxLength: 6 }))
    .map(([tree, steps]) => [
      tree,
      steps.reduce((current, [rule, at]) => apply(current, equalities, rule, at), tree),
    ]);

/** An expression and a random mutation of it. */
export const mutated = (of: fc.Arbitrary<Expression>): fc.Arbitrary<[Expression, Expression]> =>
  fc.tuple(of, step).map(([tree, [rule, at]]) => [tree, apply(tree, mutations, rule, at)]);
