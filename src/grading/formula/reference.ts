import { type Notation, notationOf } from "../../notation/notation";
import type { Relations } from "../../notation/points";
import { hasShape } from "../../notation/shapes";
import { type Expression, expressionIn } from "../../notation/tree";
import {
  type FormulaPart,
  itemsOf,
  type Part,
  type Question,
  type Shape,
  type UpdatePart,
} from "../../question/question";

/** A part that is answered by a formula. */
export type FormulaItem = FormulaPart | UpdatePart;

/** Whether a part is answered by a formula. */
export const isFormulaItem = (part: Part): part is FormulaItem =>
  part.kind === "formula" || part.kind === "update";

/** The right answer to a part, and what an answer may build on. */
export interface Reference {
  readonly part: FormulaItem;
  readonly notation: Notation;
  /** The symbol in the question, or the parameter that is updated. */
  readonly asked: string;
  readonly tree: Expression;
  readonly shape: Shape;
  /** The asked symbol and those that follow from it: an answer that uses them would be circular. */
  readonly dependents: ReadonlySet<string>;
  /** Relations that replace the question's. The asked symbol has none, so an answer that uses it proves nothing. */
  readonly assumptions: Relations;
}

const made = new WeakMap<Question, Map<string, Reference>>();

/** The reference of a part, made when it is first needed. */
export function referenceOf(question: Question, part: FormulaItem): Reference {
  const known = made.get(question) ?? new Map<string, Reference>();
  made.set(question, known);
  const reference = known.get(part.id) ?? make(question, part);
  known.set(part.id, reference);
  return reference;
}

function make(question: Question, part: FormulaItem): Reference {
  const notation = notationOf(question);
  const { asked, id } = part;
  const tree = expressionIn(notation.read(part.answer));
  const shape = notation.shape(tree);
  if (!hasShape(shape)) throw new Error(`The answer to ${id} has no shape: ${shape.message}.`);
  return part.kind === "update"
    ? { part, notation, asked, tree, shape, dependents: new Set(), assumptions: {} }
    : {
        part,
        notation,
        asked,
        tree,
        shape,
        dependents: notation.dependentsOf(asked),
        assumptions: { [asked]: undefined },
      };
}

/** The references of all gradients of a question, its practice formulas included. */
export const gradientsOf = (question: Question): readonly Reference[] =>
  itemsOf(question).flatMap((item) => (item.kind === "formula" ? [referenceOf(question, item)] : []));
