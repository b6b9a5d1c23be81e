import { describe, expect, it } from "vitest";
import { randomFor } from "../../../src/experiments/core/digit-task";
import { lowest } from "../../../src/experiments/hidden-size/run";
import { digitTask, hiddenSize } from "../../../src/experiments/index";
import { forward, randomAutoencoder, rSquared, sigmoid } from "../../../src/index";

describe("hiddenSize", () => {
  it("shows that a wide network memorises noise, and is worse on test", async () => {
    const { rows } = await hiddenSize({ seeds: [1], widths: [4, 96], steps: 1200, N: 60 });
    const [narrow, wide] = rows;
    expect(wide?.trainR2).toBeGreaterThan((narrow?.trainR2 ?? 1) + 0.1);
    expect(wide?.testR2).toBeLessThan((narrow?.testR2 ?? 0) - 0.1);
    expect(wide?.early.testR2).toBeGreaterThan((wide?.testR2 ?? 0) + 0.1);
  });

  it("trains the fast conditions with the learning rate, the others with the slow rate", async () => {
    const run = async (
      condition: "clean, few" | "clean, few, fast",
      learningRate: number,
      slowRate: number,
    ) => {
      const sizes = { seeds: [1], contrastWidths: [3], few: 20, steps: 6, conditions: [condition] };
      const { rows } = await hiddenSize({ ...sizes, learningRate, slowRate });
      return rows[0]?.curve;
    };
    expect(await run("clean, few, fast", 0.05, 0.001)).toEqual(await run("clean, few", 0.3, 0.05));
    expect(await run("clean, few", 0.05, 0.001)).toEqual(await run("clean, few, fast", 0.001, 0.3));
  });

  it("has a sigmoid output from the start with that condition", async () => {
    const sizes = { seeds: [1], contrastWidths: [3], N: 20, steps: 1 };
    const { rows } = await hiddenSize({ ...sizes, conditions: ["sigmoid output"] });
    const { train } = digitTask({ seed: 1, N: 20, testN: 597, noise: 0.5, pool: 2 });
    const net = randomAutoencoder({ d: 16, m: 3, f2: sigmoid, random: randomFor(1, "weights") });
    expect(rows[0]?.curve.train[0]).toBeCloseTo(rSquared(forward(net, train.x).ypred, train.y), 3);
  });

  it("stops early by the validation loss alone", () => {
    const record = (step: number, train: number, validation: number, test: number) => {
      const score = (loss: number) => ({ loss, r2: 1 - loss });
      return { step, epoch: step, train: score(train), validation: score(validation), test: score(test) };
    };
    const history = [record(0, 9, 9, 9), record(1, 5, 3, 8), record(2, 3, 4, 1), record(3, 1, 6, 7)];
    expect(lowest(history).step).toBe(1);
  });
});
