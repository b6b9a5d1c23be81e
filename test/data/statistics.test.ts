import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median, quantile } from "../../src/data/statistics";

const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 12 });

describe("the median", () => {
  it("is the middle value of an odd count, and the mean of the two middle values of an even one", () => {
    expect([[6, 1, 2], [9, 1, 4, 2], [5], [1, 10], []].map(median)).toEqual([2, 3, 5, 5.5, 0]);
  });

  it("changes sign with the values, and has as many values above as below", () => {
    fc.assert(
      fc.property(values, (some) => {
        const middle = median(some);
        expect(median(some.map((value) => -value))).toBeCloseTo(-middle, 12);
        const [below, above] = [some.filter((v) => v < middle), some.filter((v) => v > middle)];
        expect(Math.max(below.length, above.length)).toBeLessThanOrEqual(some.length / 2);
      }),
    );
  });
});

it("quantiles run from the least to the largest value, and do not change the list", () => {
  fc.assert(
    fc.property(values, (some) => {
      const before = [...some];
      expect([quantile(some, 0), quantile(some, 1)]).toEqual([Math.min(...some), Math.max(...some)]);
      expect(quantile(some, 0.25)).toBeLessThanOrEqual(quantile(some, 0.75));
      expect(some).toEqual(before);
    }),
  );
  expect(quantile([0, 10, 20, 30, 40], 0.3)).toBe(12);
});
