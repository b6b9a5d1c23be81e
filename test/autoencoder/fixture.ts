/** The parts of the autoencoder question and its notation that tests use. */
import {
  type PartId,
  type QuestionId,
  autoencoderQuestion as question,
} from "../../src/autoencoder/question";
import { evaluated, hasValue as hasValueIn } from "../../src/grading/formula/compare";
import { knownErrorsOf } from "../../src/grading/formula/known-errors";
import {
  isFormulaItem,
  type Reference,
  referenceOf as referenceIn,
} from "../../src/grading/formula/reference";
import { notationOf } from "../../src/notation/notation";
import type { Relations } from "../../src/notation/points";
import type { Expression } from "../../src/notation/tree";
import { type ClaimsPart, type Hints, itemOf, itemsOf, type Part } from "../../src/question/question";

const notation = notationOf(question);
export const { words: vocabulary, parameters, fingerprint, points } = notation;

/** The question's relations as trees. */
export const relations: Readonly<Record<string, Expression>> = Object.fromEntries(
  Object.entries(question.relations).map(([name, text]) => [name, notation.read(text) as Expression]),
);

/** Returns a part or practice formula; throws if there is none. */
function item(id: string): Part {
  const found = itemOf(question, id);
  if (!found) throw new Error(`There is no part ${id}.`);
  return found;
}

/** The parts by id. */
export const answers = Object.fromEntries(question.parts.map((part) => [part.id, part])) as Record<
  PartId,
  Part
>;
export const hints = Object.fromEntries(itemsOf(question).map((part) => [part.id, part.hints])) as Record<
  QuestionId,
  Hints
>;

/** The parts that are answered by claims, by id. */
export type FormPartId = "f" | "g" | "h" | "i";
export const forms = Object.fromEntries(
  question.parts.flatMap((part) => (part.kind === "claims" ? [[part.id, part]] : [])),
) as Record<FormPartId, ClaimsPart>;

/** The ids of the parts and practice formulas whose answer is a formula. */
export const formulaIds = itemsOf(question).flatMap((part) =>
  isFormulaItem(part) ? [part.id as QuestionId] : [],
);

/** Returns the reference of a part whose answer is a formula. */
export function referenceOf(id: string): Reference {
  const part = item(id);
  if (!isFormulaItem(part)) throw new Error(`Part ${id} is not answered by a formula.`);
  return referenceIn(question, part);
}

export const knownErrorsFor = (id: string) => knownErrorsOf(referenceOf(id));
export const valueIn = (tree: Expression, assumptions?: Relations) => evaluated(notation, tree, assumptions);
export const hasValue = (
  tree: Expression,
  value: Parameters<typeof hasValueIn>[2],
  assumptions: Relations,
  exactly: boolean,
) => hasValueIn(notation, tree, value, assumptions, exactly);
