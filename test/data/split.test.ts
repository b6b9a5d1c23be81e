import fc from "fast-check";
import { matrix } from "mathjs";
import { expect, it } from "vitest";
import { digits, random, split } from "../../src/index";

/** An X whose entry [i, j] is 10 i + j, so that each column tells where it came from. */
const numbered = (N: number) => matrix([0, 10].map((base) => Array.from({ length: N }, (_, j) => base + j)));
const sizes = fc
  .integer({ min: 2, max: 10 })
  .chain((N) =>
    fc.tuple(fc.constant(N), fc.integer({ min: 1, max: N - 1 }), fc.integer({ min: 0, max: 1000 })),
  );

it("training and test part the columns: each is in one of them, once", () => {
  fc.assert(
    fc.property(sizes, ([N, train, seed]) => {
      const parts = split(numbered(N), { train, random: random(seed) });
      const all = [...parts.trainColumns, ...parts.testColumns];
      expect(parts.trainColumns.length).toBe(train);
      expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: N }, (_, j) => j));
    }),
  );
});

it("the matrices hold the columns that the lists name, in that order", () => {
  fc.assert(
    fc.property(sizes, ([N, train, seed]) => {
      const parts = split(numbered(N), { train, random: random(seed) });
      expect(parts.train.toArray()).toEqual([parts.trainColumns, parts.trainColumns.map((j) => 10 + j)]);
      expect(parts.test.toArray()).toEqual([parts.testColumns, parts.testColumns.map((j) => 10 + j)]);
    }),
  );
});

it("is the same for the same seed, and another for another", () => {
  const columns = (seed: number) =>
    split(digits().X, { train: 500, test: 597, random: random(seed) }).trainColumns;
  expect(columns(1)).toEqual(columns(1));
  expect(columns(1)).not.toEqual(columns(2));
});

it("a larger test part does not change the training part", () => {
  const columns = (test: number) => split(numbered(10), { train: 5, test, random: random(1) }).trainColumns;
  expect(columns(2)).toEqual(columns(5));
});

it.each([
  [8, 3],
  [10, undefined],
  [0, 5],
  [2.5, 2],
  [-1, 5],
])("refuses %s training and %s test columns of 10", (train, test) => {
  const words = `X has 10 columns, which cannot give ${train} for training and ${test ?? 0} for the test.`;
  expect(() => split(numbered(10), { train, test, random: random(1) })).toThrow(new Error(words));
});
