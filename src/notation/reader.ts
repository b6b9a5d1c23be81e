import type { Node } from "ohm-js";
import { checkBrackets } from "./brackets";
import { exam } from "./grammar";
import { knownFunction, number, symbol } from "./leaves";
import { limits } from "./limits";
import { type Normalised, normalise } from "./normalise";
import { refuse } from "./problem";
import { from, fromBoth, type Joint, type Readings, term } from "./readings";
import { spelled } from "./spelling";
import { syntaxProblem } from "./syntax";
import { type Expression, type Formula, nodeCount, type Operation } from "./tree";

/** What an action needs to know of the text around it: where it came from. */
type Where = (node: Node) => number;

const both =
  (type: Operation) =>
  (left: Expression, right: Expression): Expression => ({ type, left, right });

const semantics = spelled
  .addOperation<Readings<Formula>>("line(where)", {
    Line(value, _sign, assigned) {
      const right = assigned.children[0];
      if (!right) return value.readings(this.args.where);
      const target: Readings = value.readings(this.args.where);
      const [name] = target;
      if (name?.type !== "name") {
        const place = this.args.where(value);
        return refuse("syntax", place, `At ${place} stands more than one symbol: := gives a value to one.`);
      }
      const values: Readings = right.readings(this.args.where);
      return from(values, (of): Formula => ({ type: "assignment", target: name.name, value: of }));
    },
  })
  .addOperation<Readings>("readings(where)", {
    Sum(first, rest) {
      return rest.children.reduce((left: Readings, summand) => {
        const [sign, right] = summand.children;
        const type = sign?.sourceString === "+" ? "sum" : "difference";
        return right ? fromBoth(left, right.readings(this.args.where), both(type)) : left;
      }, first.readings(this.args.where));
    },
    First_negative(_sign, of) {
      return from(of.readings(this.args.where), negative);
    },
    First_positive(_sign, of) {
      return of.readings(this.args.where);
    },
    Term(first, rest) {
      const links = rest.children;
      const joints = links.map(
        ({ children: [link] }): Joint => (link?.ctorName === "Link_elementwise" ? "elementwise" : "product"),
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
    Link_elementwise(_star, of) {
      return of.readings(this.args.where);
    },
    Link_product(_dot, of) {
      return of.readings(this.args.where);
    },
    Link_beside(of) {
      return of.readings(this.args.where);
    },
    Signed_negative(_sign, of) {
      return from(of.readings(this.args.where), negative);
    },
    Quotient(first, rest) {
      return rest.children.reduce(
        (left: Readings, divisor) => fromBoth(left, divisor.readings(this.args.where), both("quotient")),
        first.readings(this.args.where),
      );
    },
    Divisor(_slash, of) {
      return of.readings(this.args.where);
    },
    Raised_each(of, transposed) {
      return transposed.children.reduce(
        (trees: Readings) => from(trees, (it): Expression => ({ type: "transpose", of: it })),
        of.readings(this.args.where),
      );
    },
    Group(_open, sum, _close) {
      return sum.readings(this.args.where);
    },
    Call(_first, name, group) {
      const called = knownFunction(name.spelling(), this.args.where(name));
      return from(
        group.readings(this.args.where),
        (of): Expression => ({ type: "call", function: called, of }),
      );
    },
    Fraction(_frac, top, bottom) {
      return fromBoth(top.readings(this.args.where), bottom.readings(this.args.where), both("quotient"));
    },
    Part_braces(_open, sum, _close) {
      return sum.readings(this.args.where);
    },
    Part_digit(_digit) {
      return [number(this.sourceString, this.args.where(this))];
    },
    symbol(_name) {
      return [symbol(this.spelling(), this.args.where(this))];
    },
    indexedTransposed(letter, _1, _2, _3, _4, index, _5, _6, _7, _8) {
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
  const normalised = normalise(typed);
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
