import { describe, expect, test } from "vitest";
import { random } from "../../../src/data/random";
import { digitTask } from "../../../src/experiments/core/digit-task";
import { randomAutoencoder } from "../../../src/model/initialise";
import { penalties } from "../../../src/model/penalties";
import { averageActivation } from "../../../src/model/sparsity";
import { readable } from "../../../src/show/base/number";
import { liveFigure } from "../../../src/show/live/figure";
import { fitLive } from "../../../src/show/live/training";
import { liveActivations, liveCurves, liveReconstructions } from "../../../src/show/live/views";
import { fit } from "../../../src/training/fit";

const task = digitTask({ seed: 1, N: 30, testN: 20, noise: 0.3, pool: 2 });
const data = { ...task.train, test: task.test };
const net = randomAutoencoder({ d: 16, m: 6, random: random(1) });
const sparsity = { penalty: penalties.kl, beta: 0.5, p: 0.05 };
const options = { steps: 60, evaluateEvery: 3, sparsity };

interface Spec {
  readonly data: readonly { name?: string; x: number[]; y: number[]; z: number[][] }[];
  readonly layout: { readonly shapes?: readonly { x0: number }[] };
}
const specOf = (figure: ReturnType<typeof liveFigure>): Spec =>
  figure.fallback()["application/vnd.plotly.v1+json"] as Spec;

describe("a training run that is drawn", () => {
  test("gives the same bits as one that is not drawn, and draws its final state", async () => {
    const [curves, bars, pictures] = [liveCurves(), liveActivations(), liveReconstructions({ count: 5 })];
    const drawn = await fitLive(net, data, options, [curves, bars, pictures]);
    const plain = await fit(net, data, options);
    expect(drawn.net).toEqual(plain.net);
    expect(drawn.history).toEqual(plain.history);

    const [training, tested] = specOf(curves).data;
    expect(training?.x).toEqual(plain.history.map(({ step }) => step));
    for (const [k, record] of plain.history.entries()) {
      expect(training?.y[k]).toBeCloseTo(record.train.r2, 5);
      expect(tested?.y[k]).toBeCloseTo(record.test?.r2 ?? Number.NaN, 5);
    }

    const pHat = (averageActivation(plain.net, data.x).toArray() as number[][]).map(([value]) => value ?? 0);
    const [bar] = specOf(bars).data;
    expect(bar?.y.reduce((sum, count) => sum + count, 0)).toBe(pHat.length);
    for (const [k, count] of (bar?.y ?? []).entries())
      expect(count).toBe(pHat.filter((value) => Math.floor(50 * value) === k).length);
    expect(specOf(bars).layout.shapes).toMatchObject([{ x0: 0.05 }]);
    expect(String(bars)).toContain(`of ${pHat.length} units are within ±0.02 of p = 0.05`);

    const rows = specOf(pictures).data;
    expect(rows.map(({ name }) => name)).toEqual(["input", "target", "output"]);
    for (const { z } of rows) expect([z.length, z[0]?.length]).toEqual([4, 5 * 4 + 4]);
    expect(rows[0]?.z[0]?.[0]).toBeCloseTo(task.test.x.get([0, 0]), 5);
  });

  test("that stops early shows the network it keeps, and its step", async () => {
    const [curves, pictures] = [liveCurves(), liveReconstructions()];
    const fitted = await fitLive(
      randomAutoencoder({ d: 16, m: 60, random: random(1) }),
      { ...data, validation: task.validation },
      { steps: 3000, learningRate: 0.05, earlyStopping: { patience: 100 } },
      [curves, pictures],
    );
    const { step, test } = fitted.final;
    expect([fitted.stopped, step < fitted.steps]).toEqual(["early", true]);
    const words = `Stopped at step ${fitted.steps} of 3000; the network of step ${step} is kept: training R² `;
    expect(String(curves)).toContain(words);
    expect(String(curves)).toContain(`test R² ${readable(test?.r2 ?? Number.NaN)}.`);
    expect(specOf(curves).layout).toMatchObject({ shapes: [{ x0: step }], xaxis: { range: [0, 3000] } });
    expect(String(pictures)).toContain(`after step ${step}.`);
  });

  test("is cancelled by its signal", async () => {
    const stop = new AbortController();
    const curves = liveCurves();
    const training = fitLive(net, data, { ...options, steps: 100_000, signal: stop.signal }, [curves]);
    setTimeout(() => stop.abort(new Error("newer values")), 100);
    await expect(training).rejects.toThrow("newer values");
    expect(String(curves)).toMatch(/Step \d+ of 100000/);
  });
});

describe("a live figure", () => {
  test("keeps the parts that do not change", () => {
    const y = Float64Array.of(1, 2);
    const line = liveFigure({
      data: [{ type: "scatter", y }],
      layout: { title: { text: "T" } },
      caption: "one",
    });
    line.show({ caption: "two" });
    expect(String(line)).toBe("Figure: T. two");
    expect(specOf(line).data[0]?.y).toEqual([1, 2]);
  });
});
