import type { ActionDict, Node } from "ohm-js";
import { ambiguityOf, from, type Joint, type Readings } from "./ambiguity";
import { grammarOf } from "./grammar";
import { leavesOf, numberLeaf } from "./names";
import { normalise } from "./normalise";
import type { ShapeOf } from "./shapes";
import { checkBrackets, limits, type Normalised, refuse, syntaxProblem } from "./syntax-errors";
import { type Expression, type Formula, nodeCount, type Operation } from "./tree";
import type { Vocabulary } from "./vocabulary";

/** Where a node came from: its position in the text as typed. */
type Where = (node: Node) => number;

const both =
  (type: Operation) =>
  (left: Expression, right: Expression): Expression => ({ type, left, right });

const negative = (of: Expression): Expression => ({ type: "negative", of });

/** The actions that give a name, or a part of one, in its canonical spelling. */
const spelling = ({ hats, above }: Vocabulary): ActionDict<string> => ({
  function: (name) => name.spelling(),
  named_indexed: (letter, index) => letter.sourceString + index.spelling(),
  slope_before: (letter, _prime, index) => `${letter.sourceString}${index.spelling()}'`,
  slope_after: (name, _prime) => `${name.spelling()}'`,
  symbol_partial: (_first, name) => name.spelling(),
  partial_fraction: (_frac, top, bottom) => `d${top.spelling()}/d${bottom.spelling()}`,
  partial_line: (_d, top, _stroke, _d2, bottom) => `d${top.spelling()}/d${bottom.spelling()}`,
  over: (_open, _d, name, _close) => name.spelling(),
  of_braces: (_open, name, _close) => name.spelling(),
  hatted: (_hat, _space, letter) => hats.get(letter.spelling()) ?? `\\hat ${letter.spelling()}`,
  above(letter, word) {
    const parts = `${letter.sourceString} ${word.spelling()}`;
    return [...above].find(([, typed]) => typed.join(" ") === parts)?.[0] ?? parts;
  },
  indexed_marked: (letter, digit) => letter.sourceString + digit.spelling(),
  indexed_plain: (letters, digits) => letters.sourceString + digits.sourceString,
  marked: (_mark, it) => it.spelling(),
  wrapped: (it) => it.spelling(),
  braced: (_open, it, _close) => it.spelling(),
  rounded: (_open, it, _close) => it.spelling(),
  squared: (_open, it, _close) => it.spelling(),
  _terminal() {
    return this.sourceString;
  },
});

/**
 * Reads the lines of a notation. The result is every reading of a line whose shapes agree, the preferred first; if
 * none agrees, only the preferred.
 *
 * @throws NotationError where the line is not a formula or exceeds a limit
 */
export function readerOf(vocabulary: Vocabulary, shape: ShapeOf): (typed: string) => Readings<Formula> {
  const grammar = grammarOf(vocabulary);
  const leaves = leavesOf(vocabulary);
  const ambiguity = ambiguityOf(shape);

  const semantics = grammar
    .createSemantics()
    .addOperation<string>("spelling", spelling(vocabulary))
    .addOperation<Readings<Formula>>("line(where)", {
      line(first, signs, values) {
        return values.children.reduce((head: Readings<Formula>, next, index) => {
          const value: Readings = next.readings(this.args.where);
          const [name] = head;
          if (index === 0 && name?.type === "name")
            return from(value, (of): Formula => ({ type: "assignment", target: name.name, value: of }));
          const sign = signs.children[index];
          if (sign?.sourceString === ":=") {
            const place = this.args.where(sign);
            refuse(
              "syntax",
              place,
              `The := at ${place} comes after more than one symbol: it gives a value to one symbol.`,
            );
          }
          return ambiguity.fromBoth(
            head,
            value,
            (before, of): Formula => ({ type: "chain", head: before, value: of }),
          );
        }, first.readings(this.args.where));
      },
    })
    .addOperation<Readings>("readings(where)", {
      sum(first, rest) {
        return rest.children.reduce((left: Readings, summand) => {
          const [sign, right] = summand.children;
          const type = sign?.sourceString === "+" ? "sum" : "difference";
          return right ? ambiguity.fromBoth(left, right.readings(this.args.where), both(type)) : left;
        }, first.readings(this.args.where));
      },
      first_negative(_sign, of) {
        return from(of.readings(this.args.where), negative);
      },
      first_positive(_sign, of) {
        return of.readings(this.args.where);
      },
      opposite_negative(_sign, of) {
        return from(of.readings(this.args.where), negative);
      },
      term(first, rest) {
        const links = rest.children;
        const joints = links.map(
          ({ children: [link] }): Joint =>
            link?.ctorName === "link_elementwise" ? "elementwise" : "product",
        );
        if (new Set(joints).size > 1 && links.length >= limits.mixedFactors) {
          const place = this.args.where(this);
          refuse(
            "limit",
            place,
            `The term at ${place} mixes * with products side by side, ${links.length + 1} factors in all: use parentheses.`,
          );
        }
        return ambiguity.term(
          [first, ...links].map((part): Readings => part.readings(this.args.where)),
          joints,
        );
      },
      link_elementwise(_star, of) {
        return of.readings(this.args.where);
      },
      link_product(_dot, of) {
        return of.readings(this.args.where);
      },
      link_beside(_space, of) {
        return of.readings(this.args.where);
      },
      signed_negative(_sign, of) {
        return from(of.readings(this.args.where), negative);
      },
      quotient(first, rest) {
        return rest.children.reduce(
          (left: Readings, divisor) =>
            ambiguity.fromBoth(left, divisor.readings(this.args.where), both("quotient")),
          first.readings(this.args.where),
        );
      },
      divisor(_slash, of) {
        return of.readings(this.args.where);
      },
      raised_each(of, transposed) {
        return transposed.children.reduce(
          (trees: Readings) => from(trees, (it): Expression => ({ type: "transpose", of: it })),
          of.readings(this.args.where),
        );
      },
      group(_open, sum, _close) {
        return sum.readings(this.args.where);
      },
      call(_first, name, group) {
        const called = leaves.knownFunction(name.spelling(), this.args.where(name));
        return from(
          group.readings(this.args.where),
          (of): Expression => ({ type: "call", function: called, of }),
        );
      },
      fraction(_frac, _1, top, _2, bottom) {
        return ambiguity.fromBoth(
          top.readings(this.args.where),
          bottom.readings(this.args.where),
          both("quotient"),
        );
      },
      multiple(fraction, _space, factor) {
        return ambiguity.fromBoth(
          fraction.readings(this.args.where),
          factor.readings(this.args.where),
          both("product"),
        );
      },
      part_braces(_open, sum, _close) {
        return sum.readings(this.args.where);
      },
      part_digit(_digit) {
        return [numberLeaf(this.sourceString, this.args.where(this))];
      },
      symbol(_name) {
        return [leaves.symbol(this.spelling(), this.args.where(this))];
      },
      indexedTransposed(letter, _open, index, _tee, _close) {
        const name = letter.sourceString + index.spelling();
        return [{ type: "transpose", of: leaves.symbol(name, this.args.where(this)) }];
      },
      number(_digits) {
        return [numberLeaf(this.sourceString, this.args.where(this))];
      },
    });

  return (typed) => {
    if (typed.trim() === "") refuse("empty", 1, "There is nothing here yet: write a formula.");
    if (typed.length > limits.length)
      refuse(
        "limit",
        limits.length + 1,
        `A formula may have ${limits.length} characters; this has ${typed.length}.`,
      );
    // A full stop after a formula ends the sentence.
    const normalised = normalise(typed.replace(/[\s.,;]+$/, ""));
    checkBrackets(normalised);
    const match = grammar.match(normalised.text);
    if (match.failed()) throw syntaxProblem(match, normalised);
    const readings: Readings<Formula> = semantics(match).line(placeIn(normalised));
    const [first] = readings;
    if (first && nodeCount(first) > limits.nodes)
      refuse("limit", 1, `A formula may have ${limits.nodes} symbols and operations; this has more.`);
    return readings;
  };
}

/** The position of a node in the text as it was typed, without spaces. */
const placeIn =
  ({ text, places }: Normalised): Where =>
  ({ source }) => {
    const spaces = /^ */.exec(text.slice(source.startIdx, source.endIdx))?.[0].length ?? 0;
    return places[source.startIdx + spaces] ?? 1;
  };
