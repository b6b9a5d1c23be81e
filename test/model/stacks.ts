import fc from "fast-check";
import type { Matrix } from "mathjs";
import { type Network, stack } from "../../src/index";
import { activations, matrices } from "./arbitraries";

/** A network of any depth with data of matching shapes. */
export interface StackCase {
  readonly net: Network;
  readonly x: Matrix;
  readonly y: Matrix;
}

/** Stacks of one to four layers of up to `largest` units, of all activations, and up to four points. */
export const stackCases = (largest = 4): fc.Arbitrary<StackCase> =>
  fc
    .tuple(
      fc.array(fc.integer({ min: 1, max: largest }), { minLength: 2, maxLength: 5 }),
      fc.integer({ min: 1, max: largest }),
    )
    .chain(([sizes, N]) =>
      fc
        .tuple(
          fc.tuple(
            ...sizes.slice(1).map((n, l) =>
              fc.record({
                W: matrices(n, sizes[l] ?? 1),
                b: matrices(n, 1),
                f: fc.constantFrom(...activations),
              }),
            ),
          ),
          matrices(sizes[0] ?? 1, N),
          matrices(sizes.at(-1) ?? 1, N),
        )
        .map(([layers, x, y]) => ({ net: stack(layers), x, y })),
    );
