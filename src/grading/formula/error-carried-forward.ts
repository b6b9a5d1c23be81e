import type { Relations } from "../../notation/points";
import { type Expression, expressionIn, namesIn } from "../../notation/tree";
import type { AnswerInput } from "../verdict/verdict";
import { equalUnder, evaluated, sameValue } from "./compare";
import { type Reference, referenceOf } from "./reference";

/** A student's answers to earlier parts, by part. */
export type Earlier = Readonly<Record<string, AnswerInput | undefined>>;

/** A wrong answer that a later one may build on. */
interface WrongAnswer {
  readonly part: string;
  readonly symbol: string;
  readonly tree: Expression;
}

/** The answer to an earlier part, if it is wrong but has the right shape: only then can a later part build on it. */
function wrongAnswer(reference: Reference, answer: AnswerInput | undefined): WrongAnswer | undefined {
  if (typeof answer !== "string") return undefined;
  const { part, notation, asked, shape, tree: right, dependents, assumptions } = reference;
  const parsed = notation.parse(answer);
  if (!parsed.ok) return undefined;
  const tree = expressionIn(parsed.tree);
  if (String(notation.shape(tree)) !== String(shape)) return undefined;
  if (namesIn(tree).some((name) => dependents.has(name))) return undefined;
  if (sameValue(evaluated(notation, tree, assumptions), evaluated(notation, right, assumptions)))
    return undefined;
  return { part: part.id, symbol: asked, tree };
}

/** Every non-empty choice of some of these, fewer first. */
const choices = <T>(of: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: 2 ** of.length - 1 }, (_, bits) =>
    of.filter((_, at) => ((bits + 1) >> at) % 2 === 1),
  ).sort((some, others) => some.length - others.length);

/** Whether the earlier error makes the part trivial: its right answer is now zero, or a plain symbol. */
function isTrivial({ notation, tree, shape }: Reference, assumptions: Relations): boolean {
  const value = evaluated(notation, tree, assumptions);
  if (!value || value.zero) return true;
  return [...notation.words.values()].some(
    (word) =>
      String(word.shape) === String(shape) &&
      !(word.name in assumptions) &&
      !word.name.startsWith(`d${notation.question.loss}/`) &&
      sameValue(value, evaluated(notation, { type: "name", name: word.name }, assumptions)),
  );
}

/**
 * The earlier part on whose wrong answer this one builds correctly, if there is one. The part is judged again with
 * the student's own answers as the values of the earlier parts' symbols.
 */
export function carriedFrom(answer: Expression, reference: Reference, earlier: Earlier): string | undefined {
  const { part, notation, tree } = reference;
  const { question } = notation;
  const at = question.parts.findIndex(({ id }) => id === part.id);
  const before = question.parts
    .slice(0, Math.max(0, at))
    .flatMap((one) => (one.kind === "formula" ? [referenceOf(question, one)] : []));
  const wrong = before.flatMap((one) => wrongAnswer(one, earlier[one.part.id]) ?? []);
  for (const some of choices(wrong)) {
    const assumptions: Relations = {
      ...reference.assumptions,
      ...Object.fromEntries(some.map(({ symbol, tree: own }) => [symbol, own])),
    };
    if (equalUnder(notation, answer, tree, assumptions))
      return isTrivial(reference, assumptions) ? undefined : some.at(-1)?.part;
  }
  return undefined;
}
