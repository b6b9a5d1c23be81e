import type { FormulaMisconception } from "../../autoencoder/misconceptions";
import { relations } from "../../notation/relations";
import type { Expression } from "../../notation/tree";
import { type Worth, worth } from "./compare";
import { confusions, joined, name, type Rule, type Slip, slipsIn, transpose } from "./mutations";
import { type FormulaId, type Reference, referenceOf } from "./reference";

/** A wrong answer that is known: what it is worth, and which misconceptions lead to it. */
export interface Known {
  readonly misconceptions: readonly FormulaMisconception[];
  readonly worth: Worth;
}

/** Known wrong answers by their direction, the likelier ones first. */
type Family = ReadonlyMap<string, readonly Known[]>;

/** Gradients whose answers are taken for one another. */
const gradients: readonly FormulaId[] = ["b", "c", "d", "dJ/db2", "dJ/da1", "dJ/dz1", "dJ/dW1", "dJ/db1"];

const slopes: ReadonlySet<string> = new Set(["df1/dz1", "df2/dz2"]);
const isSlope = (node: Expression): boolean => node.type === "name" && slopes.has(node.name);

/** What goes wrong at one node of a right answer. */
const slips: Rule = (node) => {
  switch (node.type) {
    case "name":
      return confusions
        .filter(([right]) => right === node.name)
        .map(([, wrong, id]) => ({ id, tree: name(wrong) }));
    case "difference":
      return [
        { id: "sign-inside", tree: joined("sum", node.left, node.right) },
        { id: "missing-term", tree: node.left },
        { id: "missing-term", tree: node.right },
        { id: "not-differentiated", tree: joined("elementwise", node, node) },
      ];
    case "elementwise":
      if (!isSlope(node.right)) return [];
      return [
        { id: "missing-slope", tree: node.left },
        { id: "extra-slope", tree: joined("elementwise", node, node.right) },
        { id: "missing-factor", tree: node.right },
        { id: "inner-product", tree: joined("product", transpose(node.left), node.right) },
        { id: "outer-product", tree: joined("product", node.left, transpose(node.right)) },
      ];
    case "product":
      return [
        { id: "missing-factor", tree: node.left },
        { id: "missing-factor", tree: node.right },
        // W1 is m×d as the transpose of W2 is, so that it fits in its place.
        ...(node.left.type === "transpose"
          ? [{ id: "W1-for-W2", tree: joined("product", name("W1"), node.right) } as const]
          : []),
        ...(node.right.type === "transpose" ? slopedTwice(node.left, node.right.of) : []),
      ];
    default:
      return [];
  }
};

/** An outer product with the slope of an activation once more on either side. */
const slopedTwice = (left: Expression, right: Expression): readonly Slip[] =>
  [...slopes].flatMap((slope): Slip[] => [
    {
      id: "extra-slope",
      tree: joined("product", joined("elementwise", left, name(slope)), transpose(right)),
    },
    {
      id: "extra-slope",
      tree: joined("product", left, transpose(joined("elementwise", right, name(slope)))),
    },
  ]);

/** The answer with the symbols of earlier parts written out, where there is more to go wrong. */
function writtenOut(tree: Expression): Expression {
  if (tree.type === "name") {
    const value = tree.name.startsWith("dJ/") ? relations[tree.name] : undefined;
    return value ? writtenOut(value) : tree;
  }
  if ("of" in tree) return { ...tree, of: writtenOut(tree.of) };
  if ("left" in tree) return { ...tree, left: writtenOut(tree.left), right: writtenOut(tree.right) };
  return tree;
}

/** Answers to other questions, and what else is wrong as a whole. */
function strangers({ id, asked, tree }: Reference): readonly Slip[] {
  const others = gradients
    .filter((other) => other !== id)
    .map((other): Slip => ({ id: "other-part", tree: writtenOut(referenceOf(other).tree) }));
  const slope = (symbol: string): Slip => ({
    id: "extra-slope",
    tree: joined("elementwise", tree, name(symbol)),
  });
  const twice: readonly Slip[] =
    asked === "dJ/dypred" || asked === "dJ/db2"
      ? [slope("df2/dz2")]
      : asked === "dJ/da1" || asked === "dJ/db1"
        ? [slope("df1/dz1")]
        : [];
  return [{ id: "not-differentiated", tree: name("J") }, ...others, ...twice];
}

/**
 * The family of wrong answers to a question: the right one after one slip, or after two, each of them also
 * transposed. An answer is looked up in it by its direction, so that what is said of it is proven: it is
 * equal to that member, but for a scalar factor, for all numbers, sizes and functions f1, f2.
 */
function made(reference: Reference): Family {
  const { world } = reference;
  const family = new Map<string, Known[]>();
  const right = worth(reference.tree, world);
  const add = (tree: Expression, misconceptions: readonly FormulaMisconception[]): void => {
    const value = worth(tree, world);
    if (!value || value.zero || value.direction === right?.direction) return;
    const known = { misconceptions: [...new Set(misconceptions)], worth: value };
    family.set(value.direction, [...(family.get(value.direction) ?? []), known]);
  };
  const full = writtenOut(reference.tree);
  const once = [...slipsIn(full, slips), ...strangers(reference)];
  const twice = slipsIn(full, slips).flatMap((slip) =>
    slipsIn(slip.tree, slips).map(({ id, tree }) => ({ ids: [slip.id, id], tree })),
  );
  add(transpose(reference.tree), ["transposed"]);
  for (const { id, tree } of once) add(tree, [id]);
  for (const { id, tree } of once) add(transpose(tree), [id, "transposed"]);
  for (const { ids, tree } of twice) add(tree, ids);
  return family;
}

const families = new Map<FormulaId, Family>();

/** The family of a question, made when it is first needed. */
export function familyOf(id: FormulaId): Family {
  const known = families.get(id) ?? made(referenceOf(id));
  families.set(id, known);
  return known;
}
