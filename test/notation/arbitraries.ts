import fc from "fast-check";
import type { Expression } from "../../src/notation/tree";
import type { Size } from "../../src/question/question";
import { vocabulary } from "../autoencoder/fixture";

/** The sizes that the shapes of the question's symbols use. */
const letters = ["1", "d", "m"] as const satisfies readonly Size[];

const namesOf = (rows: Size, columns: Size): Expression[] =>
  [...vocabulary.values()]
    .filter(({ shape }) => shape[0] === rows && shape[1] === columns)
    .map(({ name }) => ({ type: "name", name }));

const numbers = fc
  .constantFrom("0", "1", "2", "3", "0.5", "1.25", "10")
  .map((digits): Expression => ({ type: "number", digits }));

const functions = fc.constantFrom("f1", "f2", "f1'", "f2'");

/** Symbols of a shape, numbers for scalars, or a product where the question has no symbol of the shape. */
function leaves(rows: Size, columns: Size): fc.Arbitrary<Expression> {
  const names = namesOf(rows, columns);
  const transposed = namesOf(columns, rows).map((of): Expression => ({ type: "transpose", of }));
  const known = [...names, ...(rows === columns ? [] : transposed)];
  const named = known.length > 0 ? [fc.constantFrom(...known)] : [];
  const numbered = rows === "1" && columns === "1" ? [numbers] : [];
  if (named.length > 0) return fc.oneof(...named, ...numbered);
  return fc
    .tuple(leaves(rows, "1"), leaves("1", columns))
    .map(([left, right]): Expression => ({ type: "product", left, right }));
}

const cache = new Map<string, fc.Arbitrary<Expression>>();

/** Expressions of a shape, all of whose operations have valid shapes, up to a depth. */
function expressionsOf(rows: Size, columns: Size, depth: number): fc.Arbitrary<Expression> {
  const key = `${rows} ${columns} ${depth}`;
  const cached = cache.get(key);
  if (cached) return cached;
  const arbitrary = depth === 0 ? leaves(rows, columns) : deeper(rows, columns, depth - 1);
  cache.set(key, arbitrary);
  return arbitrary;
}

function deeper(rows: Size, columns: Size, depth: number): fc.Arbitrary<Expression> {
  const same = expressionsOf(rows, columns, depth);
  const scalars = expressionsOf("1", "1", depth);
  const pair = fc.tuple(same, same);
  const joined = (type: "sum" | "difference" | "elementwise") =>
    pair.map(([left, right]): Expression => ({ type, left, right }));
  return fc.oneof(
    leaves(rows, columns),
    joined("sum"),
    joined("difference"),
    joined("elementwise"),
    same.map((of): Expression => ({ type: "negative", of })),
    expressionsOf(columns, rows, depth).map((of): Expression => ({ type: "transpose", of })),
    fc.tuple(functions, same).map(([called, of]): Expression => ({ type: "call", function: called, of })),
    fc.tuple(scalars, same).map(([left, right]): Expression => ({ type: "product", left, right })),
    fc.tuple(same, scalars).map(([left, right]): Expression => ({ type: "quotient", left, right })),
    ...letters.map((inner) =>
      fc
        .tuple(expressionsOf(rows, inner, depth), expressionsOf(inner, columns, depth))
        .map(([left, right]): Expression => ({ type: "product", left, right })),
    ),
    ...(rows === columns && rows !== "1"
      ? [expressionsOf(rows, "1", depth).map((of): Expression => ({ type: "call", function: "diag", of }))]
      : []),
  );
}

/** Expressions of any shape with the sizes 1, d and m. */
export const expressions: fc.Arbitrary<Expression> = fc.oneof(
  ...letters.flatMap((rows) => letters.map((columns) => expressionsOf(rows, columns, 3))),
);

/** Any trees; most have no valid shape. */
export const anyTrees: fc.Arbitrary<Expression> = fc.letrec<{ tree: Expression }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      numbers,
      fc.constantFrom(...vocabulary.keys()).map((name): Expression => ({ type: "name", name })),
    ),
    fc.oneof(
      fc.record({ type: fc.constantFrom("negative" as const, "transpose" as const), of: tie("tree") }),
      fc.record({
        type: fc.constant("call" as const),
        function: fc.constantFrom("f1", "f2", "f1'", "f2'", "diag"),
        of: tie("tree"),
      }),
      fc.record({
        type: fc.constantFrom("sum", "difference", "product", "elementwise", "quotient" as const),
        left: tie("tree"),
        right: tie("tree"),
      }),
    ),
  ),
})).tree;
