import type { Expression } from "../../notation/tree";
import { evaluated, type Value } from "./compare";
import { joined, type Mutation, mutationsOf, name, type Rule, transpose } from "./mutations";
import { gradientsOf, type Reference } from "./reference";

/** A known wrong answer: its value, and the misconceptions that lead to it. */
export interface KnownError {
  readonly misconceptions: readonly string[];
  readonly value: Value;
}

/** Known wrong answers by their direction, the likely ones first. */
type KnownErrors = ReadonlyMap<string, readonly KnownError[]>;

/** The mistakes that people make at one node of a right answer. */
function mistakes({ notation }: Reference): Rule {
  const { confusions, slopes } = notation.question;
  const shape = (symbol: string) => notation.words.get(symbol)?.shape;
  const isSlope = (node: Expression): boolean => node.type === "name" && slopes.includes(node.name);

  /** An outer product with the derivative of an activation once more on either side. */
  const slopedTwice = (left: Expression, right: Expression): readonly Mutation[] =>
    slopes.flatMap((slope) => [
      {
        id: "extra-slope",
        tree: joined("product", joined("elementwise", left, name(slope)), transpose(right)),
      },
      {
        id: "extra-slope",
        tree: joined("product", left, transpose(joined("elementwise", right, name(slope)))),
      },
    ]);

  /** Symbols that are confused with a transposed one, and have its shape. */
  const fitsTransposed = (node: Expression): readonly Mutation[] => {
    if (node.type !== "product" || node.left.type !== "transpose" || node.left.of.type !== "name") return [];
    const { name: of } = node.left.of;
    const needed = String([...(shape(of) ?? [])].reverse());
    return confusions
      .filter(([right, wrong]) => right === of && String(shape(wrong)) === needed)
      .map(([, wrong, id]) => ({ id, tree: joined("product", name(wrong), node.right) }));
  };

  return (node) => {
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
          ...fitsTransposed(node),
          ...(node.right.type === "transpose" ? slopedTwice(node.left, node.right.of) : []),
        ];
      default:
        return [];
    }
  };
}

/** The right answers of other parts, and what else is wrong as a whole. */
function otherAnswers(
  reference: Reference,
  writtenOut: (tree: Expression) => Expression,
): readonly Mutation[] {
  const { part, tree, shape, notation } = reference;
  const { question, words } = notation;
  const others = gradientsOf(question)
    .filter((other) => other.part.id !== part.id)
    .map((other): Mutation => ({ id: "other-part", tree: writtenOut(other.tree) }));
  const slopedAgain = question.slopes
    .filter((slope) => String(words.get(slope)?.shape) === String(shape))
    .map((slope): Mutation => ({ id: "extra-slope", tree: joined("elementwise", tree, name(slope)) }));
  return [{ id: "not-differentiated", tree: name(question.loss) }, ...others, ...slopedAgain];
}

/** Replaces the partials of earlier parts by their formulas: the longer answer has more places for a mistake. */
const writerOut =
  ({ notation }: Reference) =>
  (tree: Expression): Expression => {
    const { relations, loss } = notation.question;
    const written = (node: Expression): Expression => {
      if (node.type === "name") {
        const text = node.name.startsWith(`d${loss}/`) ? relations[node.name] : undefined;
        return text === undefined ? node : written(notation.read(text) as Expression);
      }
      if ("of" in node) return { ...node, of: written(node.of) };
      if ("left" in node) return { ...node, left: written(node.left), right: written(node.right) };
      return node;
    };
    return written(tree);
  };

const made = new WeakMap<Reference, KnownErrors>();

/**
 * The known wrong answers to a part: the right one after one mistake or two, each of them also transposed. An answer
 * is looked up among them by its direction, so every diagnosis is proven: the answer equals that wrong one up to a
 * scalar factor, for all numbers, sizes and functions.
 */
export function knownErrorsOf(reference: Reference): KnownErrors {
  const known = made.get(reference) ?? make(reference);
  made.set(reference, known);
  return known;
}

function make(reference: Reference): KnownErrors {
  const { tree, notation, assumptions } = reference;
  const errors = new Map<string, KnownError[]>();
  const right = evaluated(notation, tree, assumptions);
  const add = (wrong: Expression, misconceptions: readonly string[]): void => {
    const value = evaluated(notation, wrong, assumptions);
    if (!value || value.zero || value.direction === right?.direction) return;
    const error = { misconceptions: [...new Set(misconceptions)], value };
    errors.set(value.direction, [...(errors.get(value.direction) ?? []), error]);
  };
  const rule = mistakes(reference);
  const writtenOut = writerOut(reference);
  const full = writtenOut(tree);
  const once = [...mutationsOf(full, rule), ...otherAnswers(reference, writtenOut)];
  const twice = mutationsOf(full, rule).flatMap((first) =>
    mutationsOf(first.tree, rule).map(({ id, tree: wrong }) => ({ ids: [first.id, id], wrong })),
  );
  add(transpose(tree), ["transposed"]);
  for (const { id, tree: wrong } of once) add(wrong, [id]);
  for (const { id, tree: wrong } of once) add(transpose(wrong), [id, "transposed"]);
  for (const { ids, wrong } of twice) add(wrong, ids);
  return errors;
}
