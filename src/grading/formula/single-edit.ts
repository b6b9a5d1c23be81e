import type { FormulaMisconception } from "../../autoencoder/misconceptions";
import { formulaShape, hasShape } from "../../notation/shapes";
import { type Expression, nodeCount } from "../../notation/tree";
import { vocabulary } from "../../notation/vocabulary";
import { hasWorth, worth } from "./compare";
import { confusions, joined, name, type Rule, type Slip, slipsIn, transpose } from "./mutations";
import type { Reference } from "./reference";

/** An answer with more nodes than this is not searched for one slip: no honest one is that long. */
const searched = 40;

/** Symbols that may stand where another should: matrices and columns, and no partials found later. */
const substitutes = (later: ReadonlySet<string>): readonly string[] =>
  [...vocabulary.values()]
    .filter(({ name: symbol, shape }) => !later.has(symbol) && (shape[0] !== "1" || shape[1] !== "1"))
    .map(({ name: symbol }) => symbol);

const confusion = (right: string, wrong: string): FormulaMisconception =>
  confusions.find((one) => one[0] === right && one[1] === wrong)?.[2] ?? "symbol";

/** What may mend an answer in which the wrong product stands, or the right one the wrong way round. */
const structure: Rule = (node) => {
  const slip = (id: FormulaMisconception, tree: Expression): Slip => ({ id, tree });
  const { type } = node;
  if (type === "sum") return [slip("sign-inside", { ...node, type: "difference" })];
  if (type === "difference") return [slip("sign-inside", { ...node, type: "sum" })];
  if (type !== "product" && type !== "elementwise") return [];
  const { left, right } = node;
  const turned = joined("product", left, transpose(right));
  const laid = joined("product", transpose(left), right);
  if (type === "elementwise")
    return [joined("product", left, right), turned, laid, joined("product", right, left)].map((tree) =>
      slip("elementwise-for-product", tree),
    );
  return [
    slip("product-order", joined("product", right, left)),
    slip("product-for-elementwise", joined("elementwise", left, right)),
    ...(right.type === "transpose" ? [slip("outer-product", joined("elementwise", left, right.of))] : []),
    ...(left.type === "transpose" ? [slip("inner-product", joined("elementwise", left.of, right))] : []),
    ...(left.type === "transpose" || right.type === "transpose"
      ? [slip("misplaced-transpose", joined("product", transpose(left), transpose(right)))]
      : []),
    { ...slip("product-order", joined("product", right, transpose(left))), also: "missing-transpose" },
    { ...slip("product-order", joined("product", transpose(right), left)), also: "missing-transpose" },
  ];
};

const extraTransposes: Rule = (node) =>
  node.type === "transpose" ? [{ id: "extra-transpose", tree: node.of }] : [];

const missingTransposes: Rule = (node) => {
  if (node.type === "transpose") return [];
  const shape = formulaShape(node);
  const turns = hasShape(shape) && (shape[0] !== "1" || shape[1] !== "1");
  return turns ? [{ id: "missing-transpose", tree: transpose(node) }] : [];
};

/**
 * The one slip whose mending makes the answer right, if there is one: so that what is said of it is proven.
 * A product the wrong way round may lack a transpose besides.
 *
 * @param exactly whether a scalar factor would be another slip, as in an update
 */
export function oneSlip(
  answer: Expression,
  reference: Reference,
  exactly: boolean,
): readonly FormulaMisconception[] {
  if (nodeCount(answer) > searched) return [];
  const right = worth(reference.tree, reference.world);
  if (!right) return [];
  const mends = ({ tree }: Slip): boolean => {
    const shape = formulaShape(tree);
    if (!hasShape(shape) || String(shape) !== String(reference.shape)) return false;
    return hasWorth(tree, right, reference.world, exactly);
  };
  const symbols = substitutes(reference.later);
  const exchanged: Rule = (node) =>
    node.type !== "name"
      ? []
      : symbols
          .filter((symbol) => symbol !== node.name)
          .map((symbol) => ({ id: confusion(symbol, node.name), tree: name(symbol) }));
  // A transpose that is there is the likelier slip: eta dJ/dW2^T could also be mended by one around it.
  for (const rule of [extraTransposes, missingTransposes, structure, exchanged]) {
    const found = slipsIn(answer, rule).find(mends);
    if (found) return found.also ? [found.id, found.also] : [found.id];
  }
  return [];
}
