import { describe, expect, it } from "vitest";
import { digitTask, spread } from "../../../src/experiments/index";

describe("digitTask", () => {
  it("puts no image into two parts, and has the same test images for every N", () => {
    const [few, many] = [100, 1000].map((N) => digitTask({ seed: 1, N, testN: 597 }));
    const keys = (X: { toArray(): unknown } | undefined) => {
      const rows = X?.toArray() as number[][];
      return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j]).join());
    };
    const [train, validation, test] = [many?.train.x, many?.validation.x, many?.test.x].map(keys);
    expect([train, validation, test].map((columns) => columns?.length)).toEqual([1000, 200, 597]);
    const all = [...(train ?? []), ...(validation ?? []), ...(test ?? [])];
    // Two images of the set are equal.
    expect(new Set(all).size).toBeGreaterThanOrEqual(1797 - 2);
    expect(keys(few?.test.x)).toEqual(test);
    expect(few?.labels.test).toEqual(many?.labels.test);
  });

  it("has noisy inputs and clean targets, or no noise at all", () => {
    const noisy = digitTask({ seed: 1, N: 50, testN: 20, noise: 0.5, pool: 2 });
    const errors = (noisy.train.x.toArray() as number[][]).flatMap((row, i) =>
      row.map((entry, j) => entry - noisy.train.y.get([i, j])),
    );
    expect(spread(errors).mean).toBeCloseTo(0, 1);
    expect(spread(errors).sd).toBeCloseTo(0.5, 1);
    const clean = digitTask({ seed: 1, N: 50, testN: 20 });
    expect(clean.train.x).toEqual(clean.train.y);
  });
});
