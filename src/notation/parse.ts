import { refuse } from "../data/arguments";
import { fingerprint } from "./equality";
import { printFormula } from "./print";
import { readingsOf } from "./reader";
import { NotationError, type Problem } from "./syntax-errors";
import type { Formula } from "./tree";

/** What a text says, or why it says nothing. */
export type Parsed =
  | {
      readonly ok: true;
      /** The reading that was taken. */
      readonly tree: Formula;
      /**
       * Readings with different values whose shapes agree, `tree` first. If no reading's shapes agree,
       * `tree` alone.
       */
      readonly readings: readonly Formula[];
      /** Which reading was taken, where there was a choice. */
      readonly note?: string;
    }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Reads one line of the exam's notation, in plain text, Unicode or LaTeX. Nothing is ever executed, and
 * what is too long or too deep is refused.
 *
 * An expression such as `A * B C` does not say which product goes first. The reading whose shapes agree is
 * taken; where several agree and mean different things, the note says which one it was.
 *
 * @example
 * const read = parseFormula("dJ/dypred * df2/dz2 a1^T");
 * read.ok ? printFormula(read.tree) : "" // → "(dJ/dypred * df2/dz2) a1^T"
 * const torn = parseFormula("(ypred - y");
 * torn.ok ? "" : torn.problem.message // → "The parenthesis at 1 is not closed."
 */
export function parseFormula(text: string): Parsed {
  if (typeof text !== "string")
    refuse("text", text, 'a formula in the notation of the exam such as "W1 x + b1"');
  try {
    const readings = different(readingsOf(text));
    const [tree] = readings;
    if (!tree) throw new Error(`"${text}" has no reading.`);
    if (readings.length === 1) return { ok: true, tree, readings };
    const [taken, other] = readings.map(printFormula);
    return { ok: true, tree, readings, note: `This was read as ${taken}; it could also mean ${other}.` };
  } catch (error) {
    if (error instanceof NotationError) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** One reading for each value. */
function different(readings: readonly Formula[]): readonly Formula[] {
  if (readings.length < 2) return readings;
  const values = readings.map((reading) => fingerprint(reading));
  return readings.filter((_, index) => index === 0 || values.indexOf(values[index]) === index);
}

/**
 * The tree of one line of the exam's notation, for text that is known to be one.
 *
 * @throws NotationError with the position of what is wrong
 *
 * @example
 * readFormula("2 y").type // → "product"
 * readFormula("dJ/dw2") // → throws dJ/dw2 at 1 is not a symbol of the question: did you mean dJ/dW2?
 */
export function readFormula(text: string): Formula {
  const parsed = parseFormula(text);
  if (parsed.ok) return parsed.tree;
  throw new NotationError(parsed.problem);
}
