import type { ActionDict, MatchResult, Node } from "ohm-js";
import { ambiguityOf, from, type Joint, type Readings } from "./ambiguity";
import { grammarOf } from "./grammar";
import { type Assumed, leavesOf, numberLeaf } from "./names";
import { normalise } from "./normalise";
import { hasShape, type ShapeOf } from "./shapes";
import { withoutSurroundings } from "./surroundings";
import { checkBrackets, limits, type Normalised, refuse, syntaxProblem } from "./syntax-errors";
import { type Expression, type Formula, nodeCount, type Operation } from "./tree";
import type { Vocabulary } from "./vocabulary";

/** Where a node came from: its position in the text as typed. */
interface Where {
  (node: Node): number;
  /** Collects the names that were read as symbols although they are written differently; undefined if none may be. */
  readonly assumed?: Assumed;
}

/** How the names of code libraries combine two expressions. */
const pairs: Readonly<Record<string, Operation | "outer">> = {
  dot: "product",
  matmul: "product",
  mm: "product",
  outer: "outer",
  multiply: "elementwise",
  mul: "elementwise",
  hadamard: "elementwise",
  add: "sum",
  subtract: "difference",
};

const both =
  (type: Operation) =>
  (left: Expression, right: Expression): Expression => ({ type, left, right });

const negative = (of: Expression): Expression => ({ type: "negative", of });
const transposeOf = (of: Expression): Expression => ({ type: "transpose", of });

/** After the name of a partial derivative whose top has an argument, as in ∂f2(z2)/∂z2. */
const called = "()";

/** The actions that give a name, or a part of one, in its canonical spelling. */
const spelling = ({ hats, above }: Vocabulary): ActionDict<string> => ({
  function: (name) => name.spelling(),
  named_indexed: (letter, index) => letter.sourceString + index.spelling(),
  slope_before: (letter, _prime, index) => `${letter.sourceString}${index.spelling()}'`,
  slope_after: (name, _prime) => `${name.spelling()}'`,
  slope_braced: (_open, name, _close, _prime) => `${name.spelling()}'`,
  slope_operator: (_d, name) => `${name.spelling()}'`,
  slope_inside: (letter, _power, _open, index, _prime) => `${letter.sourceString}${index.spelling()}'`,
  symbol_partial: (_first, name) => name.spelling(),
  partial_fraction: (_frac, top, bottom) => {
    const [name = "", ...rest] = top.spelling().split(called);
    return `d${name}/d${bottom.spelling()}${rest.length > 0 ? called : ""}`;
  },
  partial_operator: (_frac, _open, _d, _close, _open2, _d2, _s, bottom, _close2, _s2, top, _args) =>
    `d${top.spelling()}/d${bottom.spelling()}`,
  partial_over: (_open, _d, _s, top, _args, _s2, _over, _s3, _d2, _s4, bottom, _close) =>
    `d${top.spelling()}/d${bottom.spelling()}`,
  partial_gradient: (_sign, bottom, _s, top, _args) => `d${top.spelling()}/d${bottom.spelling()}`,
  partial_line: (_d, top, _args, _stroke, _d2, bottom) => `d${top.spelling()}/d${bottom.spelling()}`,
  partial_spaced: (_d, _s, top, _stroke, _d2, _s2, bottom) => `d${top.sourceString}/d${bottom.spelling()}`,
  partial_short: (_d, letter, index) => `d${letter.sourceString}${index.spelling()}`,
  over: (_open, _d, _s, name, args, _close) => name.spelling() + (args.sourceString === "" ? "" : called),
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
export function readerOf(
  vocabulary: Vocabulary,
  shape: ShapeOf,
): (typed: string, assumed?: Assumed) => Readings<Formula> {
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
          const sign = signs.children[index];
          const { sourceString: text } = sign ?? first;
          if (index === 0 && name?.type === "name") {
            const assigned = (of: Expression): Formula => ({
              type: "assignment",
              target: name.name,
              value: of,
            });
            if (text === "=" || text === ":=") return from(value, assigned);
            // W2 -= … is W2 := W2 - (…).
            return from(value, (of) => assigned(both(text === "-=" ? "difference" : "sum")(name, of)));
          }
          if (sign && text !== "=") {
            const place = this.args.where(sign);
            refuse(
              "syntax",
              place,
              `The ${text} at ${place} comes after more than one symbol: it gives a value to one symbol.`,
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
        const parts = [first, ...links].map((part): Readings => part.readings(this.args.where));
        const readings = ambiguity.term(parts, joints);
        const agrees = (trees: Readings): boolean => trees.some((tree) => hasShape(shape(tree)));
        // A product sign between equal columns may be meant element by element: do not mark that as wrong.
        if (!agrees(readings))
          for (const [at, link] of links.entries())
            if (link.sourceString.trimStart().startsWith("·")) {
              const meant = joints.map((joint, index): Joint => (index === at ? "elementwise" : joint));
              if (!agrees(ambiguity.term(parts, meant))) continue;
              const place = this.args.where(link);
              refuse(
                "syntax",
                place,
                `The product sign at ${place} joins two factors whose matrix product is undefined: write * for element by element.`,
              );
            }
        return readings;
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
      raised_each(of, suffixes) {
        return suffixes.children.reduce((trees: Readings, { children: [suffix] }) => {
          const [, , right] = suffix?.ctorName === "suffix_product" ? suffix.children : [];
          return right
            ? ambiguity.fromBoth(trees, right.readings(this.args.where), both("product"))
            : from(trees, transposeOf);
        }, of.readings(this.args.where));
      },
      group(_open, sum, _close) {
        return sum.readings(this.args.where);
      },
      application(_first, it) {
        return it.readings(this.args.where);
      },
      pair(name, _open, left, _comma, right, _close) {
        const type = pairs[name.sourceString] ?? "product";
        const make =
          type === "outer"
            ? (one: Expression, other: Expression) => both("product")(one, transposeOf(other))
            : both(type);
        return ambiguity.fromBoth(left.readings(this.args.where), right.readings(this.args.where), make);
      },
      transposing(_name, group) {
        return from(group.readings(this.args.where), transposeOf);
      },
      lossSlope(name, _prime, _group) {
        const place = this.args.where(name);
        return refuse(
          "syntax",
          place,
          `${name.sourceString}' at ${place} is not part of the notation: write a partial derivative such as dJ/dz2.`,
        );
      },
      bareSlope(name) {
        return [leaves.slope(name.spelling(), this.args.where(name), this.args.where.assumed)];
      },
      call_activation(name, prime, group) {
        const { where } = this.args;
        const readings: Readings = group.readings(where);
        const found = readings.map(shape).find(hasShape);
        const meaning = leaves.activation(name.sourceString, where(name), found, where.assumed);
        const full = prime.sourceString === "" ? meaning : `${meaning}'`;
        return from(readings, (of): Expression => ({ type: "call", function: full, of }));
      },
      call_known(_first, name, group) {
        const known = leaves.knownFunction(name.spelling(), this.args.where(name));
        return from(
          group.readings(this.args.where),
          (of): Expression => ({ type: "call", function: known, of }),
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
        const spelled = this.spelling();
        const leaf = leaves.symbol(
          spelled.replace(called, ""),
          this.args.where(this),
          this.args.where.assumed,
        );
        const slopes: readonly string[] = vocabulary.slopes;
        if (!spelled.endsWith(called) || leaf.type !== "name" || !slopes.includes(leaf.name)) return [leaf];
        // ∂f2(z2)/∂z2 is the Jacobian matrix, or in the exam's convention its diagonal.
        return [leaf, { type: "call", function: "diag", of: leaf }];
      },
      indexedTransposed_inside(letter, _open, index, _tee, _close) {
        const name = letter.sourceString + index.spelling();
        return [transposeOf(leaves.symbol(name, this.args.where(this), this.args.where.assumed))];
      },
      indexedTransposed_before(letter, _tee, _mark, index) {
        const name = letter.sourceString + index.spelling();
        return [transposeOf(leaves.symbol(name, this.args.where(this), this.args.where.assumed))];
      },
      number(_digits) {
        return [numberLeaf(this.sourceString, this.args.where(this))];
      },
    });

  /** The last match: a strict reading is often followed by a lenient one of the same text. */
  let matched: { readonly text: string; readonly result: MatchResult } | undefined;
  return (typed, assumed) => {
    if (typed.trim() === "") refuse("empty", 1, "There is nothing here yet: write a formula.");
    if (typed.length > limits.length)
      refuse(
        "limit",
        limits.length + 1,
        `A formula may have ${limits.length} characters; this has ${typed.length}.`,
      );
    const normalised = normalise(withoutSurroundings(typed));
    checkBrackets(normalised);
    if (matched?.text !== normalised.text)
      matched = { text: normalised.text, result: grammar.match(normalised.text) };
    const match = matched.result;
    if (match.failed()) throw syntaxProblem(match, normalised);
    const readings: Readings<Formula> = semantics(match).line(placeIn(normalised, assumed));
    const [first] = readings;
    if (first && nodeCount(first) > limits.nodes)
      refuse("limit", 1, `A formula may have ${limits.nodes} symbols and operations; this has more.`);
    return readings;
  };
}

/** The position of a node in the text as it was typed, without spaces. */
function placeIn({ text, places }: Normalised, assumed?: Assumed): Where {
  const where = ({ source }: Node): number => {
    const spaces = /^ */.exec(text.slice(source.startIdx, source.endIdx))?.[0].length ?? 0;
    return places[source.startIdx + spaces] ?? 1;
  };
  return assumed ? Object.assign(where, { assumed }) : where;
}
