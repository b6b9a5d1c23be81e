import { type Matrix, matrix, zeros } from "mathjs";
import { describe, expect, it } from "vitest";
import { digitTask, randomFor } from "../../src/experiments/core/digit-task";
import { plain } from "../../src/experiments/core/experiment";
import { configure } from "../../src/experiments/core/settings";
import { deviation } from "../../src/experiments/forward-pass/penalty-gradient";
import { lowest } from "../../src/experiments/hidden-size/run";
import { depth, forwardPass, hiddenSize, sparsity, spread, unitReport } from "../../src/experiments/index";
import { experimentNamed, experiments } from "../../src/experiments/run/registry";
import {
  autoencoder,
  column,
  forward,
  identity,
  randomAutoencoder,
  rSquared,
  sigmoid,
} from "../../src/index";

const quiet = { progress: false };

/** Of each experiment a size that takes a moment. */
const tiny: Readonly<Record<string, object>> = {
  "hidden-size": { seeds: [3], widths: [3], steps: 30, N: 25 },
  depth: { seeds: [3], layers: [2], failures: ["gaussian"], narrow: [3], steps: 20, N: 20 },
  sparsity: {
    seeds: [3],
    pulls: ["kl", "minus"],
    rescuers: ["squared"],
    steps: 20,
    rescueSteps: 20,
    N: 20,
    m: 6,
  },
  "forward-pass": { seeds: [3], m: 5, N: 60, epochs: 3, batchSizes: [10], batches: 2 },
};

describe("every experiment", () => {
  it.each([...experiments.keys()])(
    "%s gives the same rows for the same cells, and JSON holds them",
    async (name) => {
      const experiment = experimentNamed(name);
      const configuration = configure(experiment.settings, tiny[name]);
      for (const cell of experiment.cells(configuration)) {
        const [one, two] = [
          await experiment.run(configuration, cell),
          await experiment.run(configuration, cell),
        ];
        expect(one).toEqual(two);
        expect(plain(one)).toEqual(one);
        expect(experiment.cost(configuration, cell)).toBeGreaterThan(0);
      }
    },
  );

  it.each([...experiments.keys()])("%s finds on wasm what it finds on mathjs", async (name) => {
    const experiment = experimentNamed(name);
    const [first] = await Promise.all(
      ["wasm", "mathjs"].map(async (backend) => {
        const configuration = configure(experiment.settings, { ...tiny[name], backend } as never);
        const [cell] = experiment.cells(configuration);
        return experiment.run(configuration, cell);
      }),
    )
      .then(([wasm, mathjs]) => [numbersIn(wasm), numbersIn(mathjs)])
      .then(([a = [], b = []]) => [a.map((value, k) => Math.abs(value - (b[k] ?? Number.NaN)))]);
    expect(Math.max(...(first ?? [1]))).toBeLessThan(1e-6);
  });

  it("has claims about the results of its usual settings alone, and none that is empty", async () => {
    const { claims } = experimentNamed("depth");
    expect(
      claims({ ...(await depth({ ...tiny.depth, layers: [0] }, quiet)), rows: [] }).length,
    ).toBeGreaterThan(0);
  });
});

/** All numbers in a row, in order. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

describe("the digits' tasks", () => {
  it("share no image between training, validation and test, and test on the same ones for every N", () => {
    const [few, many] = [100, 1000].map((N) => digitTask({ seed: 1, N, testN: 597 }));
    const keys = (X: { toArray(): unknown } | undefined) => {
      const rows = X?.toArray() as number[][];
      return (rows[0] ?? []).map((_, j) => rows.map((row) => row[j]).join());
    };
    const [train, validation, test] = [many?.train.x, many?.validation.x, many?.test.x].map(keys);
    expect([train, validation, test].map((columns) => columns?.length)).toEqual([1000, 200, 597]);
    const all = [...(train ?? []), ...(validation ?? []), ...(test ?? [])];
    // Two images of the set are alike to the pixel.
    expect(new Set(all).size).toBeGreaterThanOrEqual(1797 - 2);
    expect(keys(few?.test.x)).toEqual(test);
    expect(few?.labels.test).toEqual(many?.labels.test);
  });

  it("have noisy inputs and clean targets, or clean both", () => {
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

describe("what the experiments show, in small", () => {
  it("hidden-size: a wide network learns noise by heart, and does worse on test", async () => {
    const { rows } = await hiddenSize({ seeds: [1], widths: [4, 96], steps: 1200, N: 60 }, quiet);
    const [narrow, wide] = rows;
    expect(wide?.trainR2).toBeGreaterThan((narrow?.trainR2 ?? 1) + 0.1);
    expect(wide?.testR2).toBeLessThan((narrow?.testR2 ?? 0) - 0.1);
    expect(wide?.early.testR2).toBeGreaterThan((wide?.testR2 ?? 0) + 0.1);
  });

  it("depth: linear layers collapse to rounding, and a small gaussian start starves the first one", async () => {
    const settings = {
      seeds: [1],
      layers: [10],
      failures: ["gaussian"],
      narrow: [],
      steps: 60,
      N: 100,
    } as const;
    const { rows } = await depth(settings, quiet);
    for (const { collapse } of rows) expect(collapse).toBeLessThan(1e-12);
    const [orthogonal, gaussian] = rows;
    expect(orthogonal?.firstGradients[0]).toBeGreaterThan(0.1);
    expect(gaussian?.firstGradients[0]).toBeLessThan(1e-15);
  });

  it("sparsity: kl keeps p̂ at p, hinge pushes it up, the reading −A − B drives it to the ends", async () => {
    const settings = {
      seeds: [1],
      pulls: ["kl", "hinge", "minus"],
      betas: [3],
      rescuers: [],
      steps: 300,
      N: 60,
      m: 12,
    } as const;
    const [kl, hinge, minus] = (await sparsity(settings, quiet)).rows;
    expect(kl?.end.within).toBe(1);
    expect(kl?.end.constant).toBeLessThan(0.5);
    expect(hinge?.end.mean).toBeGreaterThan(0.5);
    expect((minus?.end.dead ?? 0) + (minus?.end.saturated ?? 0)).toBe(1);
    expect(minus?.penalty.end).toBeLessThan(minus?.penalty.halfway ?? 0);
  });

  it("hidden-size: the fast tasks take the learning rate, the others the slow rate", async () => {
    const run = async (
      condition: "clean, few" | "clean, few, fast",
      learningRate: number,
      slowRate: number,
    ) => {
      const sizes = { seeds: [1], contrastWidths: [3], few: 20, steps: 6, conditions: [condition] };
      const { rows } = await hiddenSize({ ...sizes, learningRate, slowRate }, quiet);
      return rows[0]?.curve;
    };
    expect(await run("clean, few, fast", 0.05, 0.001)).toEqual(await run("clean, few", 0.3, 0.05));
    expect(await run("clean, few", 0.05, 0.001)).toEqual(await run("clean, few, fast", 0.001, 0.3));
  });

  it("hidden-size: a sigmoid output is one from the start", async () => {
    const sizes = { seeds: [1], contrastWidths: [3], N: 20, steps: 1 };
    const { rows } = await hiddenSize({ ...sizes, conditions: ["sigmoid output"] }, quiet);
    const { train } = digitTask({ seed: 1, N: 20, testN: 597, noise: 0.5, pool: 2 });
    const net = randomAutoencoder({ d: 16, m: 3, f2: sigmoid, random: randomFor(1, "weights") });
    expect(rows[0]?.curve.train[0]).toBeCloseTo(rSquared(forward(net, train.x).ypred, train.y), 3);
  });

  it("unit report: dead below .001, saturated above .999, within .02 of p, and constant below .01", () => {
    const averages = [0.0005, 0.002, 0.04, 0.08, 0.998, 0.9995];
    const m = averages.length;
    const net = autoencoder({
      W1: zeros(m, 1) as Matrix,
      b1: column(averages.map((a) => Math.log(a / (1 - a)))),
      W2: zeros(1, m) as Matrix,
      b2: column([0]),
      f1: sigmoid,
      f2: identity,
    });
    const { dead, saturated, within, constant } = unitReport(net, matrix([[1, 2]]), 0.05);
    expect([dead, saturated, within, constant]).toEqual([1 / m, 1 / m, 1 / m, 1]);
  });

  it("a deviation is the cosine, and the difference relative to the right gradient", () => {
    const right = matrix([[3, 4]]);
    expect(deviation(matrix([[6, 8]]), right)).toEqual({ cosine: 1, relativeError: 1 });
    expect(deviation(matrix([[-4, 3]]), right)).toEqual({ cosine: 0, relativeError: Math.SQRT2 });
  });

  it("hidden-size: early stopping goes by the validation loss, whatever the others say", () => {
    const record = (step: number, train: number, validation: number, test: number) => {
      const score = (loss: number) => ({ loss, r2: 1 - loss });
      return { step, epoch: step, train: score(train), validation: score(validation), test: score(test) };
    };
    const history = [record(0, 9, 9, 9), record(1, 5, 3, 8), record(2, 3, 4, 1), record(3, 1, 6, 7)];
    expect(lowest(history).step).toBe(1);
  });

  it.each([
    [{ batchSizes: [1000], N: 200 }, "batchSizes has batches of 1000, but there are N = 200 points"],
    [{ batchSizes: [10], N: 40 }, "trainingBatch has batches of 50, but there are N = 40 points"],
  ])(
    "forward-pass: %j has more points in a batch than there are, and is refused",
    async (settings, message) => {
      await expect(forwardPass(settings, quiet)).rejects.toThrow(message);
    },
  );

  it("forward-pass: one pass is enough, and the p̂ of a small batch is worse than that of a large one", async () => {
    const settings = { seeds: [1], m: 8, N: 150, epochs: 30, batchSizes: [10, 100], batches: 6 };
    const [row] = (await forwardPass(settings, quiet)).rows;
    const [small, large] = row?.late.batches ?? [];
    expect(row?.onePass).toBeLessThan(1e-14);
    expect(small?.pHatOnly.relativeError).toBeGreaterThan(large?.pHatOnly.relativeError ?? 1);
    expect(small?.pHatOnly.cosine).toBeLessThan(1);
  });
});
