import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Random, random } from "../../src/index";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draws = (source: Random, count: number) => Array.from({ length: count }, () => source.uniform());
const normals = (source: Random, count: number) => Array.from({ length: count }, () => source.normal());
const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The Kolmogorov–Smirnov distance between a sample and a distribution, times √n: above 1.95 once in 1,000. */
function kolmogorov(sample: readonly number[], distribution: (x: number) => number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const n = sorted.length;
  const gaps = sorted.map((x, k) => Math.max((k + 1) / n - distribution(x), distribution(x) - k / n));
  return Math.max(...gaps) * Math.sqrt(n);
}

/** The correlation of two samples, −1 to 1; about 1/√n by chance. */
function correlation(xs: readonly number[], ys: readonly number[]): number {
  const [mx, my] = [average(xs), average(ys)];
  const products = (as: readonly number[], ma: number, bs: readonly number[], mb: number) =>
    average(as.map((a, k) => (a - ma) * ((bs[k] ?? mb) - mb)));
  return products(xs, mx, ys, my) / Math.sqrt(products(xs, mx, xs, mx) * products(ys, my, ys, my));
}

/** Φ by its series; good to 1e-12 within ±6. */
function normalDistribution(x: number): number {
  let [term, sum] = [x, x];
  for (let k = 1; Math.abs(term) > 1e-17; k++) sum += term *= (x * x) / (2 * k + 1);
  return Math.min(1, Math.max(0, 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)));
}

describe("draws equal those of an independent implementation, bit for bit", () => {
  const cases = JSON.parse(readFileSync(join(__dirname, "../fixtures/random.json"), "utf8")) as {
    seed: number;
    stream: number | null;
    uniform: number[];
    normal: number[];
  }[];
  it.each(cases)("for seed $seed, stream $stream", ({ seed, stream, uniform, normal }) => {
    const source = () => (stream === null ? random(seed) : random(seed).stream(stream));
    expect(draws(source(), 5)).toEqual(uniform);
    expect(normals(source(), 5)).toEqual(normal);
  });

  it("for integers and shuffles, as recorded", () => {
    const dice = random(1);
    expect(Array.from({ length: 10 }, () => dice.integer(1, 6)).join(" ")).toMatchInlineSnapshot(
      `"2 2 2 2 1 1 5 6 3 5"`,
    );
    expect(
      random(1)
        .shuffle([..."abcdefgh"])
        .join(""),
    ).toMatchInlineSnapshot(`"fchegbad"`);
  });
});

describe("uniform", () => {
  it("is a multiple of 2⁻⁵³ from 0 to below 1", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const value of draws(random(seed), 20)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
          expect(Number.isInteger(value * 2 ** 53)).toBe(true);
        }
      }),
    );
  });

  it("is uniformly distributed, and successive draws are uncorrelated", () => {
    const sample = draws(random(1), 20_000);
    expect(kolmogorov(sample, (x) => x)).toBeLessThan(1.95);
    expect(Math.abs(correlation(sample.slice(1), sample.slice(0, -1)))).toBeLessThan(0.03);
  });

  it("uses its low bits: the last of 53 is 1 as often as 0", () => {
    const odd = draws(random(1), 20_000).filter((value) => (value * 2 ** 53) % 2 === 1).length;
    expect(Math.abs(odd - 10_000)).toBeLessThan(5 * Math.sqrt(5000));
  });
});

describe("normal", () => {
  const sample = normals(random(2), 40_000);

  it("is normally distributed", () => {
    expect(kolmogorov(sample, normalDistribution)).toBeLessThan(1.95);
  });

  it("has mean 0, variance 1, skewness 0 and kurtosis 3", () => {
    const moment = (k: number) => average(sample.map((x) => x ** k));
    const standardErrors = 5 / Math.sqrt(sample.length);
    expect(Math.abs(moment(1))).toBeLessThan(standardErrors);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(standardErrors * Math.sqrt(2));
    expect(Math.abs(moment(3))).toBeLessThan(standardErrors * Math.sqrt(15));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(standardErrors * Math.sqrt(96));
  });

  it("reaches the tails as often as it should: beyond ±3 in 0.27 %", () => {
    const beyond = sample.filter((x) => Math.abs(x) > 3).length;
    expect(Math.abs(beyond - 0.0027 * 40_000)).toBeLessThan(5 * Math.sqrt(108));
  });
});

describe("integer", () => {
  it("is a whole number within its bounds, both included", () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 20 }),
        (seed, from, width) => {
          const value = random(seed).integer(from, from + width);
          expect(Number.isInteger(value) && value >= from && value <= from + width).toBe(true);
        },
      ),
    );
  });

  it("returns each value equally often", () => {
    const source = random(3);
    const thrown = Array.from({ length: 12_000 }, () => source.integer(1, 6));
    for (const face of [1, 2, 3, 4, 5, 6]) {
      const count = thrown.filter((value) => value === face).length;
      expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(2000 * (5 / 6)));
    }
  });

  it("refuses bounds that are not whole numbers in order", () => {
    expect(() => random(1).integer(2, 1)).toThrow(
      new Error("integer(2, 1) needs two whole numbers, the smaller one first."),
    );
    expect(() => random(1).integer(0.5, 1)).toThrow("integer(0.5, 1) needs two whole numbers");
  });
});

describe("shuffle", () => {
  it("keeps every value and does not change its argument", () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer()), (seed, values) => {
        const before = [...values];
        const shuffled = random(seed).shuffle(values);
        expect(values).toEqual(before);
        expect([...shuffled].sort()).toEqual([...values].sort());
      }),
    );
  });

  it("gives each of the six orders of three values equally often", () => {
    const source = random(4);
    const orders = Array.from({ length: 6000 }, () => source.shuffle(["a", "b", "c"]).join(""));
    for (const order of ["abc", "acb", "bac", "bca", "cab", "cba"]) {
      const count = orders.filter((drawn) => drawn === order).length;
      expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt(1000 * (5 / 6)));
    }
  });
});

describe("matrix", () => {
  it("has the given shape, and its entries are the draws row by row", () => {
    const M = random(5).matrix(2, 3);
    expect(M.size()).toEqual([2, 3]);
    expect((M.toArray() as number[][]).flat()).toEqual(normals(random(5), 6));
  });

  it("accepts another draw", () => {
    const source = random(5);
    const M = source.matrix(2, 2, () => source.uniform());
    expect((M.toArray() as number[][]).flat()).toEqual(draws(random(5), 4));
  });
});

describe("seeds and streams", () => {
  it("give the same draws for the same seed and stream, after any number of earlier draws", () => {
    fc.assert(
      fc.property(seeds, fc.nat(20), fc.nat(50), (seed, stream, before) => {
        const used = random(seed);
        draws(used, before);
        expect(draws(used.stream(stream), 10)).toEqual(draws(random(seed).stream(stream), 10));
      }),
    );
  });

  it("keep the seed's own draws unchanged when a stream is taken", () => {
    const [plain, tapped] = [random(9), random(9)];
    tapped.stream(3).uniform();
    expect(draws(tapped, 5)).toEqual(draws(plain, 5));
  });

  it("share no draw and are uncorrelated", () => {
    const root = random(11);
    const sources = [root, ...Array.from({ length: 8 }, (_, i) => root.stream(i))].map((one) =>
      draws(one, 5000),
    );
    expect(new Set(sources.flat()).size).toBe(9 * 5000);
    sources.forEach((xs, i) => {
      for (const ys of sources.slice(i + 1))
        expect(Math.abs(correlation(xs, ys))).toBeLessThan(5 / Math.sqrt(5000));
    });
  });

  it("give unrelated first draws for neighbouring seeds", () => {
    const firsts = Array.from({ length: 5000 }, (_, seed) => random(seed).uniform());
    expect(kolmogorov(firsts, (x) => x)).toBeLessThan(1.95);
    expect(Math.abs(correlation(firsts.slice(1), firsts.slice(0, -1)))).toBeLessThan(5 / Math.sqrt(5000));
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])("refuse the seed %f", (seed) => {
    expect(() => random(seed)).toThrow(
      new Error(`seed is ${seed}, expected a whole number from 0 to 4294967295.`),
    );
  });

  it("refuse a stream of a stream, which would overlap others, and negative stream numbers", () => {
    expect(() => random(6).stream(0).stream(1)).toThrow(
      new Error("stream(1) was called on a stream: call it on random(6) itself."),
    );
    expect(() => random(6).stream(-1)).toThrow(
      new Error("There is no stream -1: streams are numbered from 0 to 65535."),
    );
  });
});
