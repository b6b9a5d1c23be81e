import fc from "fast-check";
import { matrix, max, mean, min, subtract } from "mathjs";
import { describe, expect, it } from "vitest";
import { meanPool } from "../../src/data/preprocess";
import { addNoise, column, digit, digits, random, split } from "../../src/index";
import { matrices } from "../model/arbitraries";

const images = fc.constantFrom(1, 2, 3).chain((across) =>
  fc.constantFrom(1, 2, 3).chain((block) =>
    fc.integer({ min: 1, max: 3 }).chain((N) =>
      fc.record({
        across: fc.constant(across),
        block: fc.constant(block),
        N: fc.constant(N),
        X: matrices((across * block) ** 2, N),
      }),
    ),
  ),
);

describe("meanPool", () => {
  it("turns 8×8 digits into 4×4", () => {
    const pooled = meanPool(digits().X, 2);
    expect(pooled.size()).toEqual([16, 1797]);
    // The first image begins 0 0 5 13 … / 0 0 13 15 …: its second pixel is (5 + 13 + 13 + 15) / 4 / 16.
    expect([pooled.get([0, 0]), pooled.get([1, 0])]).toEqual([0, 46 / 64]);
  });

  it("keeps the mean of an image, and stays between its darkest and lightest pixel", () => {
    fc.assert(
      fc.property(images, ({ X, block, across, N }) => {
        const pooled = meanPool(X, block);
        expect(pooled.size()).toEqual([across * across, N]);
        for (let j = 0; j < N; j++) {
          const of = (M: typeof X) => (M.toArray() as number[][]).map((row) => row[j] ?? Number.NaN);
          expect(Number(mean(of(pooled)))).toBeCloseTo(Number(mean(of(X))), 12);
          expect(max(of(pooled))).toBeLessThanOrEqual(max(of(X)) + 1e-12);
          expect(min(of(pooled))).toBeGreaterThanOrEqual(min(of(X)) - 1e-12);
        }
      }),
    );
  });

  it("changes nothing with blocks of one pixel, and pools by 4 when it pools twice by 2", () => {
    const x = digit(7);
    expect(meanPool(x, 1)).toEqual(x);
    const [twice, once] = [meanPool(meanPool(x, 2), 2), meanPool(x, 4)];
    expect(max(subtract(twice, once).toArray().flat(2) as number[])).toBeLessThan(1e-15);
  });

  it("names what does not fit in its errors", () => {
    expect(() => meanPool(column([1, 2, 3]), 1)).toThrow(
      new Error("X has 3 rows, expected a square number: each column is a square image."),
    );
    expect(() => meanPool(digit(0), 3)).toThrow(
      new Error("block is 3, expected a whole number that divides 8, the side of the images."),
    );
    expect(() => meanPool(digit(0), 0)).toThrow("block is 0, expected a whole number");
  });
});

describe("addNoise", () => {
  it("adds normal noise of the given standard deviation, and does not change X", () => {
    const { X } = digits();
    const noise = (subtract(addNoise(X, 0.5, random(3)), X).toArray() as number[][]).flat();
    const n = noise.length;
    expect(Math.abs(Number(mean(noise)))).toBeLessThan((5 * 0.5) / Math.sqrt(n));
    expect(Math.sqrt(noise.reduce((sum, e) => sum + e * e, 0) / n)).toBeCloseTo(0.5, 2);
    expect(X).toEqual(digits().X);
  });

  it("gives the same noise for the same seed, in proportion to sd", () => {
    const x = digit(0);
    expect(addNoise(x, 0.5, random(3))).toEqual(addNoise(x, 0.5, random(3)));
    const [small, large] = [0.25, 0.5].map((sd) => subtract(addNoise(x, sd, random(3)), x).get([5, 0]));
    expect(large / small).toBeCloseTo(2, 12);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a standard deviation of %f", (sd) => {
    expect(() => addNoise(digit(0), sd, random(1))).toThrow(
      new Error(`sd is ${sd}, expected a number from 0 such as 0.5.`),
    );
  });
});

/** An X whose entry [i, j] is 10 i + j, so each column shows where it came from. */
const numbered = (N: number) => matrix([0, 10].map((base) => Array.from({ length: N }, (_, j) => base + j)));
const sizes = fc
  .integer({ min: 2, max: 10 })
  .chain((N) =>
    fc.tuple(fc.constant(N), fc.integer({ min: 1, max: N - 1 }), fc.integer({ min: 0, max: 1000 })),
  );

it("split puts each column into one of the two parts, once", () => {
  fc.assert(
    fc.property(sizes, ([N, train, seed]) => {
      const parts = split(numbered(N), { train, random: random(seed) });
      const all = [...parts.trainColumns, ...parts.testColumns];
      expect(parts.trainColumns.length).toBe(train);
      expect([...all].sort((a, b) => a - b)).toEqual(Array.from({ length: N }, (_, j) => j));
    }),
  );
});

it("split returns matrices with the columns that its lists name, in that order", () => {
  fc.assert(
    fc.property(sizes, ([N, train, seed]) => {
      const parts = split(numbered(N), { train, random: random(seed) });
      expect(parts.train.toArray()).toEqual([parts.trainColumns, parts.trainColumns.map((j) => 10 + j)]);
      expect(parts.test.toArray()).toEqual([parts.testColumns, parts.testColumns.map((j) => 10 + j)]);
    }),
  );
});

it("split gives the same parts for the same seed, and others for another seed", () => {
  const columns = (seed: number) =>
    split(digits().X, { train: 500, test: 597, random: random(seed) }).trainColumns;
  expect(columns(1)).toEqual(columns(1));
  expect(columns(1)).not.toEqual(columns(2));
});

it("split gives the same training part for a larger test part", () => {
  const columns = (test: number) => split(numbered(10), { train: 5, test, random: random(1) }).trainColumns;
  expect(columns(2)).toEqual(columns(5));
});

it.each([
  [8, 3, "X has 10 columns, too few for 8 in training and 3 in the test."],
  [10, undefined, "train is 10 and test is 0, expected positive whole numbers of columns."],
  [0, 5, "train is 0 and test is 5, expected positive whole numbers of columns."],
  [2.5, 2, "train is 2.5 and test is 2, expected positive whole numbers of columns."],
  [-1, 5, "train is -1 and test is 5, expected positive whole numbers of columns."],
])("split refuses %s training and %s test columns of 10", (train, test, words) => {
  expect(() => split(numbered(10), { train, test, random: random(1) })).toThrow(new Error(words));
});
