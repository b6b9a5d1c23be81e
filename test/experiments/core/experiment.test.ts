import { describe, expect, it } from "vitest";
import type { Progress } from "../../../src/experiments/core/experiment";
import { hiddenSize } from "../../../src/experiments/index";

const settings = { seeds: [1], widths: [2, 6], steps: 4, N: 20 };

describe("running an experiment", () => {
  it("reports the networks trained and the fraction of the work, at the start and after each", async () => {
    const seen: Progress[] = [];
    await hiddenSize(settings, { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([
      { done: 0, total: 2, fraction: 0, detail: "0 of 2 networks" },
      // The work of a network is proportional to m + 10.
      { done: 1, total: 2, fraction: 12 / 28, detail: "1 of 2 networks" },
      { done: 2, total: 2, fraction: 1, detail: "2 networks trained" },
    ]);
  });

  it("rejects with the reason of its signal", async () => {
    const abort = new AbortController();
    const run = hiddenSize(
      { ...settings, steps: 5000 },
      { signal: abort.signal, onProgress: () => abort.abort(new Error("enough")) },
    );
    await expect(run).rejects.toThrow("enough");
  });
});
