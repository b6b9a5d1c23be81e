import type { FormulaMisconception } from "../../autoencoder/misconceptions";
import { readFormula } from "../../notation/parse";
import { formulaShape, hasShape } from "../../notation/shapes";
import { type Expression, expressionIn, namesIn } from "../../notation/tree";
import { ratios, same, scalar, type Worth, worth } from "./compare";
import { familyOf, type Known } from "./known-errors";
import { joined, name } from "./mutations";
import type { Reference } from "./reference";
import { oneSlip } from "./single-edit";

const expression = (text: string): Expression => expressionIn(readFormula(text));

const scalars = new Map<string, string>();

/** Whether a factor is this scalar, at every point; each scalar is read when it is first needed. */
function isScalar(values: readonly number[], text: string): boolean {
  const known = scalars.get(text) ?? String(scalar(expression(text)));
  scalars.set(text, known);
  return known === String(values);
}

/** Factors that have a name, and what is wrong where an answer has them; the sign may be either. */
const factors: readonly (readonly [text: string, id: FormulaMisconception])[] = [
  ["1/d", "average"],
  ["1/m", "average"],
  ["1/N", "average-points"],
  ["eta", "rate-in-gradient"],
];

/** What is wrong with a scalar factor, given by its value at each point; nothing where it is 1. */
function factorSlips(values: readonly number[]): readonly FormulaMisconception[] {
  const is = (text: string): boolean => isScalar(values, text);
  if (is("1")) return [];
  if (is("-1")) return ["sign"];
  for (const [text, id] of factors) {
    if (is(text)) return [id];
    if (is(`-${text}`)) return ["sign", id];
  }
  return ["factor"];
}

/** Misconceptions that a gradient shows by being a known wrong one, or the right one but for a factor. */
function knownSlips(value: Worth, reference: Reference): readonly FormulaMisconception[] {
  const right = worth(reference.tree, reference.world);
  if (right && value.direction === right.direction) return factorSlips(ratios(value, right));
  const slips = fewest(value, familyOf(reference.id).get(value.direction), factorSlips);
  // A number is any other number but for a factor: that says nothing.
  return value.scalar && slips.includes("factor") ? [] : slips;
}

/** The known wrong answer that explains a value with the fewest slips, those of its factor included. */
function fewest(
  value: Worth,
  candidates: readonly Known[] = [],
  factorOff: (values: readonly number[]) => readonly FormulaMisconception[],
): readonly FormulaMisconception[] {
  const explained = candidates.map(({ misconceptions, worth: known }) => [
    ...misconceptions,
    ...factorOff(ratios(value, known)),
  ]);
  return explained.sort((some, others) => some.length - others.length)[0] ?? [];
}

const old = name("W2");

/** How a step is off that goes along the gradient: its factor should be −η. */
function stepSlips(values: readonly number[]): readonly FormulaMisconception[] {
  const is = (text: string): boolean => isScalar(values, text);
  if (is("-eta")) return [];
  if (is("eta")) return ["ascent"];
  if (is("-1")) return ["missing-rate"];
  if (is("1")) return ["ascent", "missing-rate"];
  if (is("-eta/N")) return ["average-points"];
  if (is("-eta/d") || is("-eta/m")) return ["average"];
  return ["step-factor"];
}

/** Misconceptions that an update of W2 shows. */
function updateSlips(tree: Expression, reference: Reference): readonly FormulaMisconception[] {
  const { world, shape } = reference;
  const value = worth(tree, world);
  if (!value) return [];
  if (same(value, worth(old, world))) return ["no-step"];
  for (const other of ["W1 - eta dJ/dW1", "b1 - eta dJ/db1", "b2 - eta dJ/db2"])
    if (same(value, worth(expression(other), world))) return ["wrong-target"];
  const treeShape = formulaShape(tree);
  if (!hasShape(treeShape) || String(treeShape) !== String(shape)) return [];
  const gradient = worth(name("dJ/dW2"), world);
  if (gradient && value.direction === gradient.direction) {
    const alone = stepSlips(ratios(value, gradient));
    return ["change-only", ...alone];
  }
  const change = worth(joined("difference", tree, old), world);
  if (!gradient || !change) return [];
  if (change.direction === gradient.direction) return stepSlips(ratios(change, gradient));
  return fewest(change, familyOf("d").get(change.direction), stepSlips);
}

/**
 * What is wrong with an answer that is not right, the first thing first; nothing where it is wrong in no
 * known way. Each is proven: the answer is equal to what that misconception makes of the right one, or
 * becomes right when that one slip is mended.
 */
export function diagnose(tree: Expression, reference: Reference): readonly FormulaMisconception[] {
  const value = worth(tree, reference.world);
  if (value?.zero) return ["zero"];
  if (namesIn(tree).some((symbol) => reference.later.has(symbol))) return ["restates"];
  const update = reference.id === "e";
  const known = update ? updateSlips(tree, reference) : value ? knownSlips(value, reference) : [];
  if (known.length > 0) return known;
  return oneSlip(tree, reference, update);
}
