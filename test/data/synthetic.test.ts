import fc from "fast-check";
import { eigs, type Matrix, multiply, subtract, transpose } from "mathjs";
import { expect, it } from "vitest";
import { random, syntheticData } from "../../src/index";

const sizes = fc
  .record({ d: fc.integer({ min: 1, max: 5 }), N: fc.integer({ min: 5, max: 8 }), seed: fc.nat(1000) })
  .chain((size) => fc.record({ ...constants(size), rank: fc.integer({ min: 1, max: size.d }) }));

function constants<T extends object>(values: T) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fc.constant(value)])) as {
    [K in keyof T]: fc.Arbitrary<T[K]>;
  };
}

/** The squares of the singular values of X, largest first. */
function spectrum(X: Matrix): number[] {
  const { values } = eigs(multiply(X, transpose(X)));
  return ([...(values as Matrix).toArray()] as number[]).sort((a, b) => b - a);
}

it("syntheticData has the given rank", () => {
  fc.assert(
    fc.property(sizes, ({ d, N, rank, seed }) => {
      const squares = spectrum(syntheticData({ d, N, rank, random: random(seed) }));
      const largest = squares[0] ?? 0;
      expect(squares.filter((square) => square > 1e-12 * largest).length).toBe(rank);
    }),
  );
});

it("syntheticData has entries of mean 0 and variance 1", () => {
  const entries = (
    syntheticData({ d: 100, N: 400, rank: 50, random: random(1) }).toArray() as number[][]
  ).flat();
  const mean = entries.reduce((sum, e) => sum + e, 0) / entries.length;
  const variance = entries.reduce((sum, e) => sum + e * e, 0) / entries.length;
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
});

it("syntheticData adds its noise to the same data", () => {
  const make = (noise?: number) => syntheticData({ d: 4, N: 6, rank: 2, noise, random: random(2) });
  expect(make(0)).toEqual(make());
  const [one, two] = [0.1, 0.2].map((noise) => subtract(make(noise), make()).get([3, 5]));
  expect(two / one).toBeCloseTo(2, 10);
});

it.each([
  [{ d: 3, N: 5, rank: 4 }, "rank is 4, expected at most 3: X is 3×5."],
  [{ d: 3, N: 2, rank: 3 }, "rank is 3, expected at most 2: X is 3×2."],
  [{ d: 0, N: 5, rank: 1 }, "d is 0, expected a whole number from 1."],
  [{ d: 3, N: 2.5, rank: 1 }, "N is 2.5, expected a whole number from 1."],
  [{ d: 3, N: 5, rank: 1, noise: -1 }, "noise is -1, expected a number of at least 0, such as 0.1."],
])("syntheticData refuses %o", (sizes, message) => {
  expect(() => syntheticData({ ...sizes, random: random(1) })).toThrow(new Error(message));
});
