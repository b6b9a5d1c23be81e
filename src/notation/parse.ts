import { refuse } from "../data/arguments";
import type { Equality } from "./equality";
import type { Assumed } from "./names";
import type { Printer } from "./print";
import { NotationError, type Problem } from "./syntax-errors";
import type { Formula } from "./tree";

/** A parsed line, or the reason why it is not a formula. */
export type Parsed =
  | {
      readonly ok: true;
      /** The reading that was taken. */
      readonly tree: Formula;
      /** Readings with different values whose shapes agree, `tree` first. If no shapes agree, `tree` alone. */
      readonly readings: readonly Formula[];
      /** Which reading was taken, if there was a choice. */
      readonly note?: string;
      /** Which names were read as others, in a lenient reading. */
      readonly assumed?: string;
    }
  | { readonly ok: false; readonly problem: Problem };

/** Parses one line of a notation. */
export interface Parser {
  /** Parses plain text, Unicode or LaTeX. Nothing is executed, and what is too long or too deep is refused. */
  parse(text: string): Parsed;
  /**
   * Parses a text and reads names that are merely close to a symbol as that symbol; `assumed` lists them. An answer
   * may be accepted by this reading, but must not be called wrong because of it.
   */
  parseLeniently(text: string): Parsed;
  /**
   * Parses a text that is known to be a formula.
   *
   * @throws NotationError with the position of the problem
   */
  read(text: string): Formula;
}

/** The parser of a notation. Readings with the same meaning count as one. */
export function parserOf(
  readingsOf: (text: string, assumed?: Assumed) => readonly Formula[],
  { fingerprint }: Equality,
  { print }: Printer,
): Parser {
  /** One reading for each value. */
  function different(readings: readonly Formula[]): readonly Formula[] {
    if (readings.length < 2) return readings;
    const values = readings.map((reading) => fingerprint(reading));
    return readings.filter((_, index) => index === 0 || values.indexOf(values[index]) === index);
  }

  const parse = (text: string): Parsed => parsed(text);

  function parseLeniently(text: string): Parsed {
    const assumed: Assumed = [];
    const found = parsed(text, assumed);
    if (!found.ok || assumed.length === 0) return found;
    return { ...found, assumed: `I read ${[...new Set(assumed)].join(", ")}.` };
  }

  function parsed(text: string, assumed?: Assumed): Parsed {
    if (typeof text !== "string")
      refuse("text", text, 'a formula in the notation of the exam such as "W1 x + b1"');
    try {
      const readings = different(readingsOf(text, assumed));
      const [tree] = readings;
      if (!tree) throw new Error(`"${text}" has no reading.`);
      if (readings.length === 1) return { ok: true, tree, readings };
      const [taken, other] = readings.map(print);
      return { ok: true, tree, readings, note: `This was read as ${taken}; it could also mean ${other}.` };
    } catch (error) {
      if (error instanceof NotationError) return { ok: false, problem: error.problem };
      throw error;
    }
  }

  function read(text: string): Formula {
    const found = parse(text);
    if (found.ok) return found.tree;
    throw new NotationError(found.problem);
  }
  return { parse, parseLeniently, read };
}
