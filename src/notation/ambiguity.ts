import { hasShape, type ShapeOf } from "./shapes";
import { limits } from "./syntax-errors";
import type { Expression, Formula } from "./tree";

/** The two ways to write a product of two things. */
export type Joint = "product" | "elementwise";

/** Several trees for one text, the preferred first; there is always one. */
export type Readings<T = Expression> = readonly T[];

/** The readings of a node with one child. */
export const from = <T extends Formula>(part: Readings, make: (of: Expression) => T): Readings<T> =>
  part.map(make);

/** Finds the readings of terms that can mean two things. */
export interface Ambiguity {
  fromBoth<L extends Formula, T extends Formula>(
    left: Readings<L>,
    right: Readings,
    make: (left: L, right: Expression) => T,
  ): Readings<T>;
  term(parts: readonly Readings[], joints: readonly Joint[]): Readings;
}

/** Ambiguity is resolved by the shapes of a notation. */
export function ambiguityOf(shape: ShapeOf): Ambiguity {
  const fits = (formula: Formula): boolean => hasShape(shape(formula));

  /** Those whose shapes agree. If there are none, the first. */
  const agreeing = <T extends Formula>(trees: readonly T[]): Readings<T> => {
    const fitting = trees.filter(fits).slice(0, limits.readings);
    return fitting.length > 0 ? fitting : trees.slice(0, 1);
  };

  /** The readings of a node with two children. */
  const fromBoth = <L extends Formula, T extends Formula>(
    left: Readings<L>,
    right: Readings,
    make: (left: L, right: Expression) => T,
  ): Readings<T> => agreeing(left.flatMap((one) => right.map((other) => make(one, other))));

  /**
   * The readings of a term. `A B C` and `A * B * C` have one, from left to right. A term that mixes both, such as
   * `A * B C`, does not say which product goes first. Its readings are all the ways to add parentheses whose shapes
   * agree. In the first of them a product side by side binds tighter; if no shapes agree, it is the only one.
   *
   * @param parts the readings of each factor
   * @param joints the operators between the factors, one fewer than `parts`
   */
  function term(parts: readonly Readings[], joints: readonly Joint[]): Readings {
    if (new Set(joints).size > 1) {
      const trees = bracketings(parts, joints);
      if (trees.length > 0) return agreeing(trees);
    }
    // Products first, then the element-wise ones: for one kind of joint that is left to right.
    const between: Readings[] = [];
    for (const [index, part] of parts.entries()) {
      const last = joints[index - 1] === "product" ? between.pop() : undefined;
      between.push(last ? fromBoth(last, part, (left, right) => ({ type: "product", left, right })) : part);
    }
    return between.reduce((left, right) =>
      fromBoth(left, right, (one, other) => ({ type: "elementwise", left: one, right: other })),
    );
  }

  /** Every way to add parentheses whose shapes agree. Ways that differ only by associativity are one. */
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

  return { fromBoth, term };
}
