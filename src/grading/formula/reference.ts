import { answers } from "../../autoencoder/answers";
import type { PracticeId, QuestionId } from "../../autoencoder/practice";
import { practice } from "../../autoencoder/practice";
import { readFormula } from "../../notation/parse";
import { type Relations, relations } from "../../notation/relations";
import { formulaShape, hasShape, type Shape } from "../../notation/shapes";
import { type Expression, expressionIn, type Formula, namesIn } from "../../notation/tree";

/** A question that is answered by a formula. */
export type FormulaId = "b" | "c" | "d" | "e" | PracticeId;

/** The right answer to a question, and what an answer may build on. */
export interface Reference {
  readonly id: FormulaId;
  /** The symbol that is asked, or the parameter that is updated. */
  readonly asked: string;
  readonly tree: Expression;
  readonly shape: Shape;
  /** Symbols that are found from what is asked, and itself: an answer through them would go in a circle. */
  readonly later: ReadonlySet<string>;
  /** The question's relations without that of what is asked: whoever uses it proves nothing. */
  readonly world: Relations;
}

const asked: Readonly<Record<"b" | "c" | "d", string>> = { b: "dJ/dypred", c: "dJ/dz2", d: "dJ/dW2" };

/** The parts whose answer has a symbol of its own, which later parts build on, in their order. */
export const earlierParts = ["b", "c", "d"] as const;

/** Whether a question is answered by a formula. */
export const isFormulaId = (id: QuestionId): id is FormulaId =>
  id === "e" || Object.hasOwn(asked, id) || practice.some((one) => one.id === id);

/** The symbols whose relations lead to a name. */
function dependentsOf(name: string): ReadonlySet<string> {
  const found = new Set([name]);
  // Each symbol is related to those before it, so that one pass finds all.
  for (const [symbol, value] of Object.entries(relations))
    if (value && namesIn(value).some((used) => found.has(used))) found.add(symbol);
  return found;
}

function made(id: FormulaId): Reference {
  const text = practice.find((one) => one.id === id)?.answer ?? answers[id as "b" | "c" | "d" | "e"].answer;
  const formula: Formula = readFormula(text);
  const tree = expressionIn(formula);
  const shape = formulaShape(tree);
  if (!hasShape(shape)) throw new Error(`The reference of ${id} has no shape: ${shape.message}.`);
  if (formula.type === "assignment")
    return { id, asked: formula.target, tree, shape, later: new Set(), world: {} };
  const symbol = Object.hasOwn(asked, id) ? asked[id as "b" | "c" | "d"] : id;
  return {
    id,
    asked: symbol,
    tree,
    shape,
    later: dependentsOf(symbol),
    world: { [symbol]: undefined },
  };
}

const references = new Map<FormulaId, Reference>();

/** The reference of a question, read when it is first needed. */
export function referenceOf(id: FormulaId): Reference {
  const known = references.get(id) ?? made(id);
  references.set(id, known);
  return known;
}
