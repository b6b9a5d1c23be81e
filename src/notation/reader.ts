import type { Node } from "ohm-js";
import { from, fromBoth, type Joint, type Readings, term } from "./ambiguity";
import { exam } from "./grammar";
import { knownFunction, number, symbol } from "./leaves";
import { type Normalised, normalise } from "./normalise";
import { spelled } from "./spelling";
import { checkBrackets, limits, refuse, syntaxProblem } from "./syntax-errors";
import { type Expression, type Formula, nodeCount, type Operation } from "./tree";

/** What an action needs to know of the text around it: where it came from. */
type Where = (node: Node) => number;

const both =
  (type: Operation) =>
  (left: Expression, right: Expression): Expression => ({ type, left, right });

const semantics = spelled
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
            `The := at ${place} stands behind more than one symbol: it gives a value to one.`,
          );
        }
        return fromBoth(head, value, (before, of): Formula => ({ type: "chain", head: before, value: of }));
      }, first.readings(this.args.where));
    },
  })
  .addOperation<Readings>("readings(where)", {
    sum(first, rest) {
      return rest.children.reduce((left: Readings, summand) => {
        const [sign, right] = summand.children;
        const type = sign?.sourceString === "+" ? "sum" : "difference";
        return right ? fromBoth(left, right.readings(this.args.where), both(type)) : left;
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
        ({ children: [link] }): Joint => (link?.ctorName === "link_elementwise" ? "elementwise" : "product"),
      );
      if (new Set(joints).size > 1 && links.length >= limits.mixedFactors) {
        const place = this.args.where(this);
        refuse(
          "limit",
          place,
          `The term at ${place} mixes * with products side by side, ${links.length + 1} factors in all: use parentheses.`,
        );
      }
      return term(
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
        (left: Readings, divisor) => fromBoth(left, divisor.readings(this.args.where), both("quotient")),
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
      const called = knownFunction(name.spelling(), this.args.where(name));
      return from(
        group.readings(this.args.where),
        (of): Expression => ({ type: "call", function: called, of }),
      );
    },
    fraction(_frac, _1, top, _2, bottom) {
      return fromBoth(top.readings(this.args.where), bottom.readings(this.args.where), both("quotient"));
    },
    multiple(fraction, _space, factor) {
      return fromBoth(fraction.readings(this.args.where), factor.readings(this.args.where), both("product"));
    },
    part_braces(_open, sum, _close) {
      return sum.readings(this.args.where);
    },
    part_digit(_digit) {
      return [number(this.sourceString, this.args.where(this))];
    },
    symbol(_name) {
      return [symbol(this.spelling(), this.args.where(this))];
    },
    indexedTransposed(letter, _open, index, _tee, _close) {
      const name = letter.sourceString + index.spelling();
      return [{ type: "transpose", of: symbol(name, this.args.where(this)) }];
    },
    number(_digits) {
      return [number(this.sourceString, this.args.where(this))];
    },
  });

const negative = (of: Expression): Expression => ({ type: "negative", of });

/**
 * Every reading of one line whose shapes agree, the preferred first; or, if none agrees, the preferred.
 *
 * @throws NotationError where the line is no formula or is larger than the limits
 */
export function readingsOf(typed: string): Readings<Formula> {
  if (typed.trim() === "") refuse("empty", 1, "There is nothing here yet: write a formula.");
  if (typed.length > limits.length)
    refuse(
      "limit",
      limits.length + 1,
      `A formula may have ${limits.length} characters; this has ${typed.length}.`,
    );
  // A full stop behind a formula ends the sentence.
  const normalised = normalise(typed.replace(/[\s.,;]+$/, ""));
  checkBrackets(normalised);
  const match = exam.match(normalised.text);
  if (match.failed()) throw syntaxProblem(match, normalised);
  const readings: Readings<Formula> = semantics(match).line(placeIn(normalised));
  const [first] = readings;
  if (first && nodeCount(first) > limits.nodes)
    refuse("limit", 1, `A formula may have ${limits.nodes} symbols and operations; this has more.`);
  return readings;
}

/** Where a node begins in the text as it was typed, spaces left out. */
const placeIn =
  ({ text, places }: Normalised): Where =>
  ({ source }) => {
    const spaces = /^ */.exec(text.slice(source.startIdx, source.endIdx))?.[0].length ?? 0;
    return places[source.startIdx + spaces] ?? 1;
  };
