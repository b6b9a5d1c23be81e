import { formulaShape, hasShape } from "./shapes";
import { limits } from "./syntax-errors";
import type { Expression, Formula } from "./tree";

/** The two ways to write a product of two things. */
export type Joint = "product" | "elementwise";

/** Several trees for one text, the preferred first; there is always one. */
export type Readings<T = Expression> = readonly T[];

const fits = (formula: Formula): boolean => hasShape(formulaShape(formula));

/** Those whose shapes agree or, if there are none, the first. */
const agreeing = <T extends Formula>(trees: readonly T[]): Readings<T> => {
  const fitting = trees.filter(fits).slice(0, limits.readings);
  return fitting.length > 0 ? fitting : trees.slice(0, 1);
};

/** The readings of what is made of one part. */
export const from = <T extends Formula>(part: Readings, make: (of: Expression) => T): Readings<T> =>
  part.map(make);

/** The readings of what is made of two parts. */
export const fromBoth = <L extends Formula, T extends Formula>(
  left: Readings<L>,
  right: Readings,
  make: (left: L, right: Expression) => T,
): Readings<T> => agreeing(left.flatMap((one) => right.map((other) => make(one, other))));

/**
 * The readings of a term. `A B C` and `A * B * C` have one, from left to right. A term that mixes both, as
 * `A * B C`, does not say which goes first: its readings are all the ways to put parentheses whose shapes
 * agree. A product side by side binds tighter in the first of them; it is the only one if none agrees.
 *
 * @param parts the readings of each factor
 * @param joints what stands between the factors, one fewer
 */
export function term(parts: readonly Readings[], joints: readonly Joint[]): Readings {
  if (new Set(joints).size > 1) {
    const trees = bracketings(parts, joints);
    if (trees.length > 0) return agreeing(trees);
  }
  // Products first, then what stands between the stars: for one kind of joint that is left to right.
  const between: Readings[] = [];
  for (const [index, part] of parts.entries()) {
    const last = joints[index - 1] === "product" ? between.pop() : undefined;
    between.push(last ? fromBoth(last, part, (left, right) => ({ type: "product", left, right })) : part);
  }
  return between.reduce((left, right) =>
    fromBoth(left, right, (one, other) => ({ type: "elementwise", left: one, right: other })),
  );
}

/** Every way to put parentheses into a term whose shapes agree; ways that differ by associativity are one. */
function bracketings(parts: readonly Readings[], joints: readonly Joint[]): Expression[] {
  // ways[length − 1][start] are those of the factors from start on.
  const ways: Expression[][][] = [parts.map((part) => part.filter(fits))];
  for (let length = 2; length <= parts.length; length++) {
    ways.push(
      Array.from({ length: parts.length - length + 1 }, (_, start) => {
        const found: Expression[] = [];
        for (const type of ["elementwise", "product"] as const)
          for (let taken = length - 1; taken > 0; taken--) {
            if (joints[start + taken - 1] !== type) continue;
            for (const left of ways[taken - 1]?.[start] ?? [])
              for (const right of ways[length - taken - 1]?.[start + taken] ?? []) {
                const alone = length - taken === 1;
                const tree: Expression = { type, left, right };
                if ((alone || right.type !== type) && fits(tree)) found.push(tree);
              }
          }
        return found.slice(0, limits.readings);
      }),
    );
  }
  return ways[parts.length - 1]?.[0] ?? [];
}
