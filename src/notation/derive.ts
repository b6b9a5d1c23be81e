import { refuse, requireObject } from "../data/arguments";
import { brokenStep, equalFormulas } from "./equality";
import { parseFormula } from "./parse";
import { formulaLatex, formulaWords, printFormula } from "./print";
import type { Relations } from "./relations";
import { formulaShape, hasShape, type Shape, shapeText } from "./shapes";
import { type Expression, expressionIn, type Formula, targetOf } from "./tree";
import { parameters } from "./vocabulary";

/** One line of a derivation, and whether it follows. */
export interface DerivedLine {
  /** The line in canonical notation, or as it was typed if it cannot be read. */
  readonly text: string;
  /** Why it is meant to follow. */
  readonly reason: string;
  readonly tree?: Formula;
  readonly latex?: string;
  readonly words?: string;
  /** Its shape, if its shapes agree. */
  readonly shape?: Shape;
  /** It is where the derivation starts, or it is proven equal to the line before, or it is not. */
  readonly proof: "start" | "equal" | "wrong";
  /** Why it does not follow, for a wrong line. */
  readonly why?: string;
  /** How it was read, where it could mean two things. */
  readonly note?: string;
}

/** A derivation whose every step was checked. */
export class Derivation {
  constructor(readonly lines: readonly DerivedLine[]) {}

  /** Whether every line follows from the one before. */
  get proven(): boolean {
    return this.lines.every((line) => line.proof !== "wrong");
  }
}

/**
 * Checks a derivation line by line: each must be a formula whose shapes agree, and equal to the line
 * before for all numbers, sizes and functions f1, f2 (see `equalFormulas`). A wrong line is kept, with the
 * reason why it is wrong; the next is compared with the last line that has a value.
 *
 * @param lines each a formula in the exam's notation, which may begin with `=`, and the reason for it; an
 *   equation `dJ/dW2 = …` is checked itself too
 * @param given what symbols stand for instead of the question's own relations
 *
 * @example
 * const steps = derive([
 *   ["dJ/dW2", "what part (d) asks"],
 *   ["= dJ/dz2 a1^T", "an outer product: z2 = W2 a1 + b2"],
 *   ["= dJ/dz2 a1", "the transpose forgotten"],
 * ]);
 * steps.lines.map((line) => line.proof) // → ["start", "equal", "wrong"]
 * steps.lines[2]?.why // → "cannot multiply d×1 by m×1"
 */
export function derive(
  lines: readonly (readonly [formula: string, reason: string])[],
  given?: Relations,
): Derivation {
  requireLines(lines);
  if (given !== undefined) requireObject("given", given, "an object of formulas by name");
  let before: Formula | undefined;
  return new Derivation(
    lines.map(([typed, reason]) => {
      const line = checked(typed, reason, before, given);
      if (line.tree && line.shape) before = line.tree;
      return line;
    }),
  );
}

function requireLines(lines: unknown): void {
  const expected = 'lines such as ["= dJ/dz2 a1^T", "an outer product"]';
  if (!Array.isArray(lines)) refuse("lines", lines, `a list of ${expected}`);
  for (const [k, line] of (lines as unknown[]).entries())
    if (!Array.isArray(line) || line.length === 0 || !line.every((text) => typeof text === "string"))
      refuse(`lines[${k}]`, line, `a formula and the reason for it, as in ${expected}`);
}

function checked(typed: string, reason: string, before?: Formula, given?: Relations): DerivedLine {
  // A space for the sign keeps the positions of what follows.
  const parsed = parseFormula(typed.replace(/^(\s*)=/, "$1 "));
  if (!parsed.ok) return { text: typed, reason, proof: "wrong", why: parsed.problem.message };
  const { tree, note } = parsed;
  const shape = formulaShape(tree);
  const why = hasShape(shape) ? wrong(tree, shape, before, given) : shape.message;
  return {
    text: printFormula(tree),
    reason,
    tree,
    latex: formulaLatex(tree),
    words: formulaWords(tree),
    ...(hasShape(shape) ? { shape } : {}),
    proof: why === undefined ? (before ? "equal" : "start") : "wrong",
    ...(why === undefined ? {} : { why }),
    ...(note === undefined ? {} : { note }),
  };
}

/** Why a line does not follow from the one before, if it does not. */
function wrong(tree: Formula, shape: Shape, before?: Formula, given?: Relations): string | undefined {
  const value = expressionIn(tree);
  if (!equalFormulas(value, value, given)) return "this has no value: it divides by nought";
  const step = brokenStep(tree, given);
  if (step) return `${step.map(printFormula).join(" does not equal ")}`;
  const target = equationTarget(tree);
  if (target && !equalFormulas(target, value, given))
    return `${target.name} does not equal ${printFormula(value)}`;
  if (!before) return undefined;
  if (updated(tree) && updated(before) && updated(tree) !== updated(before))
    return `this updates ${updated(tree)}, and the line before ${updated(before)}`;
  const other = expressionIn(before);
  if (equalFormulas(value, other, given)) return undefined;
  return difference(value, shape, other, given);
}

/** What is known of how two values differ. */
function difference(value: Expression, shape: Shape, before: Expression, given?: Relations): string {
  const otherShape = formulaShape(before);
  if (hasShape(otherShape) && shapeText(shape) !== shapeText(otherShape)) {
    const turned = equalFormulas({ type: "transpose", of: value }, before, given);
    return `this is ${shapeText(shape)}, and the line before is ${shapeText(otherShape)}${turned ? ": its transpose" : ""}`;
  }
  if (equalFormulas({ type: "negative", of: value }, before, given))
    return "this is the negative of the line before";
  return "this does not equal the line before";
}

/** The parameter that a line updates, if it is an update. */
function updated(formula: Formula): string | undefined {
  const target = targetOf(formula);
  return target !== undefined && parameters.includes(target) ? target : undefined;
}

/** The left side of an equation. */
function equationTarget(formula: Formula): { type: "name"; name: string } | undefined {
  const name = targetOf(formula);
  return name === undefined || updated(formula) ? undefined : { type: "name", name };
}
