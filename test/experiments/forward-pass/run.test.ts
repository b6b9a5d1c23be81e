import { describe, expect, it } from "vitest";
import { forwardPass } from "../../../src/experiments/index";

describe("forwardPass", () => {
  it.each([
    [{ batchSizes: [1000], N: 200 }, "batchSizes has batches of 1000, but there are N = 200 points"],
    [{ batchSizes: [10], N: 40 }, "trainingBatch has batches of 50, but there are N = 40 points"],
  ])("refuses %j, a batch with more points than there are", async (settings, message) => {
    await expect(forwardPass(settings)).rejects.toThrow(message);
  });

  it("shows that one pass is enough, and that p̂ of a small batch is worse than that of a large one", async () => {
    const settings = { seeds: [1], m: 8, N: 150, epochs: 30, batchSizes: [10, 100], batches: 6 };
    const [row] = (await forwardPass(settings)).rows;
    const [small, large] = row?.late.batches ?? [];
    expect(row?.onePass).toBeLessThan(1e-14);
    expect(small?.pHatOnly.relativeError).toBeGreaterThan(large?.pHatOnly.relativeError ?? 1);
    expect(small?.pHatOnly.cosine).toBeLessThan(1);
  });
});
