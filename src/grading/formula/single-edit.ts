import { hasShape } from "../../notation/shapes";
import { type Expression, nodeCount } from "../../notation/tree";
import { evaluated, hasValue } from "./compare";
import { joined, type Mutation, mutationsOf, name, type Rule, transpose } from "./mutations";
import type { Reference } from "./reference";

/** No honest answer has more nodes than this, so a longer one is not searched. */
const mostNodes = 40;

/** Edits of a wrong product, or of the right one in the wrong order. */
const structure: Rule = (node) => {
  const edit = (id: string, tree: Expression): Mutation => ({ id, tree });
  const { type } = node;
  if (type === "sum") return [edit("sign-inside", { ...node, type: "difference" })];
  if (type === "difference") return [edit("sign-inside", { ...node, type: "sum" })];
  if (type !== "product" && type !== "elementwise") return [];
  const { left, right } = node;
  if (type === "elementwise")
    return [
      joined("product", left, right),
      joined("product", left, transpose(right)),
      joined("product", transpose(left), right),
      joined("product", right, left),
    ].map((tree) => edit("elementwise-for-product", tree));
  return [
    edit("product-order", joined("product", right, left)),
    edit("product-for-elementwise", joined("elementwise", left, right)),
    ...(right.type === "transpose" ? [edit("outer-product", joined("elementwise", left, right.of))] : []),
    ...(left.type === "transpose" ? [edit("inner-product", joined("elementwise", left.of, right))] : []),
    ...(left.type === "transpose" || right.type === "transpose"
      ? [edit("misplaced-transpose", joined("product", transpose(left), transpose(right)))]
      : []),
    { ...edit("product-order", joined("product", right, transpose(left))), also: "missing-transpose" },
    { ...edit("product-order", joined("product", transpose(right), left)), also: "missing-transpose" },
  ];
};

const extraTransposes: Rule = (node) =>
  node.type === "transpose" ? [{ id: "extra-transpose", tree: node.of }] : [];

const isMatrix = (shape: unknown): boolean => Array.isArray(shape) && (shape[0] !== "1" || shape[1] !== "1");

/**
 * The one edit that makes a wrong answer right, if there is one. So the diagnosis is proven. A product in the wrong
 * order may also lack a transpose.
 *
 * @param exactly whether a scalar factor would be a second error, as in an update
 */
export function singleEdit(answer: Expression, reference: Reference, exactly: boolean): readonly string[] {
  const { notation, assumptions, dependents, shape, tree } = reference;
  if (nodeCount(answer) > mostNodes) return [];
  const right = evaluated(notation, tree, assumptions);
  if (!right) return [];
  const fixes = ({ tree: edited }: Mutation): boolean => {
    const found = notation.shape(edited);
    if (!hasShape(found) || String(found) !== String(shape)) return false;
    return hasValue(notation, edited, right, assumptions, exactly);
  };
  const missingTransposes: Rule = (node) =>
    node.type !== "transpose" && isMatrix(notation.shape(node))
      ? [{ id: "missing-transpose", tree: transpose(node) }]
      : [];
  // Any matrix or column may replace a symbol, except what is found later.
  const symbols = [...notation.words.values()].filter(
    (word) => !dependents.has(word.name) && isMatrix(word.shape),
  );
  const confusion = (meant: string, written: string): string =>
    notation.question.confusions.find((one) => one[0] === meant && one[1] === written)?.[2] ?? "symbol";
  const otherSymbols: Rule = (node) =>
    node.type !== "name"
      ? []
      : symbols
          .filter((symbol) => symbol.name !== node.name)
          .map((symbol) => ({ id: confusion(symbol.name, node.name), tree: name(symbol.name) }));
  // A transpose that is there is the more likely error: eta dJ/dW2^T could also be fixed by a second transpose.
  for (const rule of [extraTransposes, missingTransposes, structure, otherSymbols]) {
    const found = mutationsOf(answer, rule).find(fixes);
    if (found) return found.also ? [found.id, found.also] : [found.id];
  }
  return [];
}
