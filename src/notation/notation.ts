import type { Question } from "../question/question";
import { type Derive, deriverOf } from "./derive";
import { type Equality, equalityOf } from "./equality";
import { type Parser, parserOf } from "./parse";
import { type Points, pointsOf } from "./points";
import { type Printer, printerOf } from "./print";
import { readerOf } from "./reader";
import { type ShapeOf, shapesOf } from "./shapes";
import { type Expression, namesIn } from "./tree";
import { type Vocabulary, vocabularyOf } from "./vocabulary";

/** The notation of a question: it parses, prints and compares formulas of the question's symbols. */
export interface Notation extends Vocabulary, Printer, Parser, Equality {
  readonly question: Question;
  readonly shape: ShapeOf;
  readonly points: Points;
  readonly derive: Derive;
  /** A symbol, and those that follow from it. */
  dependentsOf(name: string): ReadonlySet<string>;
}

const made = new WeakMap<Question, Notation>();

/** The notation of a question, made once for each. */
export function notationOf(question: Question): Notation {
  const notation = made.get(question) ?? make(question);
  made.set(question, notation);
  return notation;
}

function make(question: Question): Notation {
  const vocabulary = vocabularyOf(question);
  const shape = shapesOf(vocabulary);
  const printer = printerOf(vocabulary);
  const read = readerOf(vocabulary, shape);
  const relations = Object.fromEntries(
    Object.entries(question.relations).map(([name, text]): [string, Expression] => {
      const [formula] = read(text);
      if (!formula || "value" in formula) throw new Error(`The relation "${text}" is not an expression.`);
      return [name, formula];
    }),
  );
  const points = pointsOf(question, vocabulary, relations);
  const equality = equalityOf({ shape, printer, points });
  const parser = parserOf(read, equality, printer);
  const derive = deriverOf({ vocabulary, shape, printer, equality, parser });

  function dependentsOf(name: string): ReadonlySet<string> {
    const found = new Set([name]);
    // Each symbol is related to those before it, so one pass finds all.
    for (const [symbol, value] of Object.entries(relations))
      if (namesIn(value).some((used) => found.has(used))) found.add(symbol);
    return found;
  }
  return { question, ...vocabulary, ...printer, ...parser, ...equality, shape, points, derive, dependentsOf };
}
