import type { PartId } from "../../autoencoder/parts";
import type { Relations } from "../../notation/relations";
import { formulaShape } from "../../notation/shapes";
import { type Expression, expressionIn, namesIn } from "../../notation/tree";
import { vocabulary } from "../../notation/vocabulary";
import type { AnswerInput } from "../verdict/verdict";
import { equalIn, same, worth } from "./compare";
import { parseAnswer } from "./judge-formula";
import { earlierParts, type Reference, referenceOf } from "./reference";

/** A student's answers to earlier parts, by part. */
export type Earlier = Readonly<Partial<Record<PartId, AnswerInput>>>;

/** A wrong answer that a later one may build on. */
interface Wrong {
  readonly part: (typeof earlierParts)[number];
  readonly symbol: string;
  readonly tree: Expression;
}

/** The earlier part's answer as what its symbol stands for, if it is wrong and can stand for it. */
function wrongAnswer(part: Wrong["part"], answer: AnswerInput | undefined): Wrong | undefined {
  if (typeof answer !== "string") return undefined;
  const parsed = parseAnswer(answer);
  if (!parsed.ok) return undefined;
  const { asked, shape, tree: right, later, world } = referenceOf(part);
  const tree = expressionIn(parsed.tree);
  if (String(formulaShape(tree)) !== String(shape)) return undefined;
  if (namesIn(tree).some((name) => later.has(name))) return undefined;
  if (same(worth(tree, world), worth(right, world))) return undefined;
  return { part, symbol: asked, tree };
}

/** Every choice of some of these, fewer first. */
const choices = <T>(of: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: 2 ** of.length - 1 }, (_, bits) =>
    of.filter((_, at) => ((bits + 1) >> at) % 2 === 1),
  ).sort((some, others) => some.length - others.length);

/**
 * Whether the earlier error has left nothing to do: the part's right answer has become nought, or is one
 * of the question's symbols as it stands.
 */
function trivial({ tree, shape }: Reference, world: Relations): boolean {
  const value = worth(tree, world);
  if (!value || value.zero) return true;
  return [...vocabulary.values()].some(
    (word) =>
      String(word.shape) === String(shape) &&
      !(word.name in world) &&
      !word.name.startsWith("dJ/") &&
      same(value, worth({ type: "name", name: word.name }, world)),
  );
}

/**
 * The earlier part on whose wrong answer this one builds correctly, if it does. The question is asked anew
 * with the student's own answers in the place of the earlier parts' symbols.
 */
export function carriedFrom(answer: Expression, reference: Reference, earlier: Earlier): PartId | undefined {
  const before = earlierParts.slice(0, Math.max(0, "bcde".indexOf(reference.id)));
  const wrong = before.flatMap((part) => wrongAnswer(part, earlier[part]) ?? []);
  for (const some of choices(wrong)) {
    const world: Relations = {
      ...reference.world,
      ...Object.fromEntries(some.map(({ symbol, tree }) => [symbol, tree])),
    };
    if (equalIn(answer, reference.tree, world))
      return trivial(reference, world) ? undefined : some.at(-1)?.part;
  }
  return undefined;
}
