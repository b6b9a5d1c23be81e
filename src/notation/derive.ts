import { refuse, requireObject } from "../data/arguments";
import type { Shape } from "../question/question";
import type { Equality } from "./equality";
import type { Parser } from "./parse";
import type { Relations } from "./points";
import type { Printer } from "./print";
import { hasShape, type ShapeOf, shapeText } from "./shapes";
import { type Expression, expressionIn, type Formula, targetOf } from "./tree";
import type { Vocabulary } from "./vocabulary";

/** One line of a derivation, and whether it follows. */
export interface DerivedLine {
  /** The line in canonical notation, or as typed if it cannot be parsed. */
  readonly text: string;
  /** Why it should follow. */
  readonly reason: string;
  readonly tree?: Formula;
  readonly latex?: string;
  readonly words?: string;
  /** Its shape, if its shapes agree. */
  readonly shape?: Shape;
  /** The start, proven equal to the line before, or wrong. */
  readonly proof: "start" | "equal" | "wrong";
  /** Why a wrong line does not follow. */
  readonly why?: string;
  /** How it was read, if it could mean two things. */
  readonly note?: string;
}

/** A derivation in which every step was checked. */
export class Derivation {
  constructor(readonly lines: readonly DerivedLine[]) {}

  /** Whether every line follows from the one before. */
  get proven(): boolean {
    return this.lines.every((line) => line.proof !== "wrong");
  }
}

/** Checks a derivation: see `derive`. */
export type Derive = (
  lines: readonly (readonly [formula: string, reason: string])[],
  given?: Relations,
) => Derivation;

/** Checks the derivations of a notation. */
export function deriverOf({
  vocabulary: { parameters },
  shape: shapeOf,
  printer,
  equality: { equal, brokenStep },
  parser,
}: {
  readonly vocabulary: Vocabulary;
  readonly shape: ShapeOf;
  readonly printer: Printer;
  readonly equality: Equality;
  readonly parser: Parser;
}): Derive {
  function checked(typed: string, reason: string, before?: Formula, given?: Relations): DerivedLine {
    // A space instead of the sign keeps the positions of the rest.
    const parsed = parser.parse(typed.replace(/^(\s*)=/, "$1 "));
    if (!parsed.ok) return { text: typed, reason, proof: "wrong", why: parsed.problem.message };
    const { tree, note } = parsed;
    const shape = shapeOf(tree);
    const why = hasShape(shape) ? wrong(tree, shape, before, given) : shape.message;
    return {
      text: printer.print(tree),
      reason,
      tree,
      latex: printer.latex(tree),
      words: printer.spoken(tree),
      ...(hasShape(shape) ? { shape } : {}),
      proof: why === undefined ? (before ? "equal" : "start") : "wrong",
      ...(why === undefined ? {} : { why }),
      ...(note === undefined ? {} : { note }),
    };
  }

  /** Why a line does not follow from the one before, if it does not. */
  function wrong(tree: Formula, shape: Shape, before?: Formula, given?: Relations): string | undefined {
    const value = expressionIn(tree);
    if (!equal(value, value, given)) return "this has no value: it divides by zero";
    const step = brokenStep(tree, given);
    if (step) return `${step.map(printer.print).join(" does not equal ")}`;
    const target = equationTarget(tree);
    if (target && !equal(target, value, given))
      return `${target.name} does not equal ${printer.print(value)}`;
    if (!before) return undefined;
    if (updated(tree) && updated(before) && updated(tree) !== updated(before))
      return `this updates ${updated(tree)}, and the line before ${updated(before)}`;
    const other = expressionIn(before);
    if (equal(value, other, given)) return undefined;
    return difference(value, shape, other, given);
  }

  /** How two values differ, as far as it is known. */
  function difference(value: Expression, shape: Shape, before: Expression, given?: Relations): string {
    const otherShape = shapeOf(before);
    if (hasShape(otherShape) && shapeText(shape) !== shapeText(otherShape)) {
      const turned = equal({ type: "transpose", of: value }, before, given);
      return `this is ${shapeText(shape)}, and the line before is ${shapeText(otherShape)}${turned ? ": its transpose" : ""}`;
    }
    if (equal({ type: "negative", of: value }, before, given))
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

  return (lines, given) => {
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
  };
}

function requireLines(lines: unknown): void {
  const expected = 'lines such as ["= dJ/dz2 a1^T", "an outer product"]';
  if (!Array.isArray(lines)) refuse("lines", lines, `a list of ${expected}`);
  for (const [k, line] of (lines as unknown[]).entries())
    if (!Array.isArray(line) || line.length === 0 || !line.every((text) => typeof text === "string"))
      refuse(`lines[${k}]`, line, `a formula and the reason for it, as in ${expected}`);
}
