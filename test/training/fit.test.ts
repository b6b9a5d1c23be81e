import fc from "fast-check";
import { map, matrix, multiply } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  addNoise,
  autoencoder,
  backward,
  type Checkpoint,
  column,
  deepStack,
  type FitOptions,
  fit,
  forward,
  gradientStep,
  identity,
  loss,
  penalties,
  random,
  randomAutoencoder,
  rSquared,
  syntheticData,
} from "../../src/index";
import { Diverged } from "../../src/training/fit-result";
import { distance } from "../model/arbitraries";

const x = syntheticData({ d: 6, N: 24, rank: 2, noise: 0.1, random: random(1) });
const test = { x: syntheticData({ d: 6, N: 10, rank: 2, noise: 0.1, random: random(1).stream(1) }) };
const net = () => randomAutoencoder({ d: 6, m: 3, random: random(2) });
const short = { steps: 40, learningRate: 0.05 } as const;

describe("fit", () => {
  it("makes the exam's gradient step, step by step", async () => {
    const fitted = await fit(
      net(),
      { x },
      { ...short, steps: 3, learningRate: 0.5, optimiser: { name: "sgd" } },
    );
    let by = net();
    for (let step = 0; step < 3; step++) by = gradientStep(by, backward(by, forward(by, x), x, x), 0.5);
    for (const name of ["W1", "b1", "W2", "b2"] as const)
      expect(distance(fitted.net[name], by[name])).toBeLessThan(1e-12);
  });

  it("records the J and R² of the model, about the training mean", async () => {
    const seen: number[] = [];
    const { history } = await fit(
      net(),
      { x, test },
      {
        ...short,
        evaluateEvery: 10,
        onRecord: (record, network) => {
          const of = network();
          expect(record.train.loss).toBeCloseTo(loss(forward(of, x).ypred, x), 12);
          expect(record.train.r2).toBeCloseTo(rSquared(forward(of, x).ypred, x), 12);
          seen.push(record.step);
        },
      },
    );
    expect(seen).toEqual([0, 10, 20, 30, 40]);
    expect(history.map(({ step }) => step)).toEqual(seen);
    expect(history.at(-1)?.train.loss).toBeLessThan((history[0]?.train.loss ?? 0) / 2);
  });

  it("gives the same bits for the same seed, and others for another seed", async () => {
    const run = (seed: number) => fit(net(), { x }, { ...short, batchSize: 5, seed });
    expect((await run(3)).history).toEqual((await run(3)).history);
    expect((await run(3)).history).not.toEqual((await run(4)).history);
  });

  it("uses each point once in an epoch", async () => {
    const { history } = await fit(net(), { x }, { ...short, batchSize: 7, steps: 8, evaluateEvery: 4 });
    expect(history.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
  });

  it("does not change the network that it is given", async () => {
    const before = net();
    await fit(before, { x }, short);
    expect(before).toEqual(net());
  });

  it("trains a stack of any depth", async () => {
    const deep = deepStack({ d: 6, m: 3, linear: 2, random: random(1) });
    const { net: trained, history } = await fit(deep, { x }, short);
    expect(trained.sizes).toEqual([6, 3, 3, 3, 6]);
    expect(history.at(-1)?.train.loss).toBeLessThan(history[0]?.train.loss ?? 0);
  });

  it("changes the learning rate by its schedule", async () => {
    const etas: number[] = [];
    await fit(
      net(),
      { x },
      {
        ...short,
        steps: 4,
        schedule: "linear",
        onStep: ({ eta }) => etas.push(eta),
      },
    );
    expect(etas).toEqual([0.05, 0.05 * 0.75, 0.025, 0.0125]);
  });
});

describe("early stopping", () => {
  /** A few noisy points with clean targets, which a wide network memorises in the end. */
  const noisy = (N: number, stream: number) => {
    const draw = random(5).stream(stream);
    const y = syntheticData({ d: 4, N, rank: 1, random: random(5) });
    return { x: addNoise(y, 1, draw), y };
  };
  const few = noisy(6, 0);
  const validation = noisy(40, 1);
  const wide = () => randomAutoencoder({ d: 4, m: 30, random: random(1) });
  const options = { steps: 600, learningRate: 0.05, evaluateEvery: 10 } as const;

  it("stops once the validation loss no longer falls, and keeps the best parameters", async () => {
    const all = await fit(wide(), { ...few, validation }, options);
    const stopped = await fit(
      wide(),
      { ...few, validation },
      { ...options, earlyStopping: { patience: 50 } },
    );
    expect([all.stopped, stopped.stopped]).toEqual(["at the end", "early"]);
    expect(stopped.steps).toBe((stopped.best?.step ?? 0) + 50);
    expect(stopped.final).toEqual(stopped.best);
    const J = (of: typeof all) => loss(forward(of.net, validation.x).ypred, validation.y);
    expect(J(stopped)).toBeCloseTo(stopped.best?.validation?.loss ?? 0, 12);
    expect(J(stopped)).toBeLessThan(J(all));
  });

  it("uses only the validation points: test points do not affect the choice", async () => {
    const stopping = { ...options, earlyStopping: { patience: 50 } };
    for (const data of [few, { ...few, test: validation }])
      await expect(fit(wide(), data, stopping)).rejects.toThrow("earlyStopping needs data.validation");
    const untested = await fit(wide(), { ...few, validation }, stopping);
    const tested = await fit(wide(), { ...few, validation, test: noisy(40, 2) }, stopping);
    expect([tested.net, tested.best?.step]).toEqual([untested.net, untested.best?.step]);
    expect((await fit(wide(), { ...few, test: validation }, options)).best).toBeUndefined();
  });
});

describe("the error for a misspelt or invalid argument", () => {
  const sparsity = { penalty: penalties.kl, beta: 0.1, p: 0.1 };
  it.each([
    [{ optimizer: { name: "sgd" } }, "There is no options.optimizer; did you mean optimiser?"],
    [{ lr: 5 }, "There is no options.lr: there are optimiser, clip, weightDecay, sparsity, steps,"],
    [{ batchsize: 1 }, "There is no options.batchsize; did you mean batchSize?"],
    [{ optimiser: { name: "adam", bta1: 0.5 } }, "There is no optimiser.bta1; did you mean beta1?"],
    [{ optimiser: { name: "sgd", momentum: 0.5 } }, "There is no optimiser.momentum: there are name."],
    [{ optimiser: "adam" }, 'optimiser is "adam", expected an object such as { name: "adam" }'],
    [{ sparsity: { ...sparsity, Beta: 3 } }, "There is no sparsity.Beta; did you mean beta?"],
    [{ sparsity: { ...sparsity, penalty: "kl" } }, 'sparsity.penalty is "kl", expected a penalty such as'],
    [
      { earlyStopping: { patience: 3, minDelta: 1 } },
      "There is no earlyStopping.minDelta: there are patience.",
    ],
    [{ earlyStopping: 3 }, "earlyStopping is 3, expected an object such as { patience }"],
    [{ checkpoints: { evry: 3 } }, "There is no checkpoints.evry; did you mean every?"],
    [{ checkpoints: { every: 3 } }, "checkpoints.keep is missing, expected a function"],
    [{ learningRate: "0.1" }, 'learningRate is "0.1", expected a number above 0'],
    [{ schedule: "cosin" }, 'schedule is "cosin", expected one of constant, linear, cosine.'],
    [{ signal: true }, "signal is true, expected the signal of an AbortController."],
    [7, "options is 7, expected an object such as"],
  ])("names the option in %j", async (options, message) => {
    await expect(fit(net(), { x, validation: test }, options as FitOptions)).rejects.toThrow(message);
  });

  it.each([
    [{ x, target: x }, "There is no data.target: there are x, y, test, validation."],
    [{ x, Test: { x } }, "There is no data.Test; did you mean test?"],
    [{ x, test: { X: x } }, "There is no data.test.X; did you mean x?"],
    [{ x, test: x }, "data.test is a matrix of 6×24, expected an object such as { x, y }"],
    [undefined, "data is missing, expected an object such as { x, y, test }"],
    [{}, "x is missing, expected 6×N (d×N)."],
    [{ x: [[1, 2]] }, "x is a plain array, expected 6×N (d×N): write matrix"],
    [{ x: matrix([[Number.NaN]]) }, "x is 1×1, expected 6×N"],
    [{ x: map(x, () => Number.NaN) }, "x has NaN at [0, 0], expected finite numbers throughout."],
    [{ x, y: column([1]) }, "y is 1×1, expected 6×24 (d×N)."],
    [{ x, test: { x: map(x, () => Number.NaN) } }, "test.x has NaN at [0, 0]"],
    [{ x, validation: { x, y: null } }, "validation.y is null, expected 6×24 (d×N)."],
  ])("names the data in case %#", async (data, message) => {
    await expect(fit(net(), data as never, short)).rejects.toThrow(message);
  });

  it("asks for a network", async () => {
    await expect(fit(undefined as never, { x }, short)).rejects.toThrow("net is missing, expected a network");
  });
});

describe("an interrupted run", () => {
  const options: FitOptions = {
    ...short,
    batchSize: 5,
    schedule: "cosine",
    sparsity: { penalty: penalties.kl, beta: 0.1, p: 0.1 },
  };

  it("resumes from a checkpoint in JSON, bit for bit", async () => {
    const whole = await fit(net(), { x, test }, options);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 39 }),
        fc.constantFrom("sgd", "momentum", "adam"),
        async (at, name) => {
          const own: FitOptions = { ...options, optimiser: { name } };
          const kept: string[] = [];
          const first = await fit(
            net(),
            { x, test },
            {
              ...own,
              checkpoints: { every: at, keep: (checkpoint) => kept.push(JSON.stringify(checkpoint)) },
            },
          );
          const from = JSON.parse(kept[0] ?? "") as Checkpoint;
          const resumed = await fit(net(), { x, test }, { ...own, from });
          expect(resumed).toEqual(first);
          if (name === "adam") expect(resumed).toEqual(whole);
        },
      ),
      { numRuns: 10 },
    );
  });

  it("saves a checkpoint when its signal ends it, and rejects with the reason of the signal", async () => {
    const abort = new AbortController();
    let from: Checkpoint | undefined;
    const broken = fit(
      net(),
      { x, test },
      {
        ...options,
        signal: abort.signal,
        onStep: ({ step }) => step === 17 && abort.abort(new Error("enough")),
        checkpoints: { every: 1000, keep: (checkpoint) => (from = checkpoint) },
      },
    );
    await expect(broken).rejects.toThrow("enough");
    expect(from?.step).toBe(17);
    expect(await fit(net(), { x, test }, { ...options, from })).toEqual(
      await fit(net(), { x, test }, options),
    );
  });

  it("refuses a checkpoint of a run with other settings", async () => {
    let from: Checkpoint | undefined;
    await fit(
      net(),
      { x },
      { ...short, checkpoints: { every: 40, keep: (checkpoint) => (from = checkpoint) } },
    );
    await expect(fit(net(), { x }, { ...short, learningRate: 0.1, from })).rejects.toThrow(
      "The checkpoint belongs to another training run: learningRate is 0.05 in the checkpoint and 0.1 in this run.",
    );
  });

  it("refuses a corrupt checkpoint", async () => {
    let from = {} as Checkpoint;
    await fit(
      net(),
      { x },
      { ...short, checkpoints: { every: 20, keep: (checkpoint) => (from = checkpoint) } },
    );
    const { history, best, ...truncated } = from;
    const [first] = history;
    const nans = Buffer.alloc(8 * 4, 0xff).toString("base64");
    for (const [wrong, message] of [
      [{ ...from, of: null }, "from is not a checkpoint: pass what checkpoints.keep was called with."],
      [truncated, "from.history is missing, expected a list."],
      [{ ...from, history: [] }, "from.history is an empty list, expected a list of records."],
      [
        { ...from, history: [first, null] },
        "from.history[1] is null, expected a record { step, epoch, train }.",
      ],
      [
        { ...from, step: 1e9 },
        `from.step is 1000000000, expected a whole number from 0 to ${from.of.steps}.`,
      ],
      [{ ...from, step: "7" }, `from.step is "7", expected a whole number from 0 to ${from.of.steps}.`],
      [{ ...from, parameters: 5 }, "from.parameters is 5, expected numbers in base64."],
      [{ ...from, parameters: nans }, "from.parameters has NaN at 0, expected finite numbers throughout."],
      [{ ...from, moments: undefined }, "from.moments is missing, expected a list."],
      [{ ...from, moments: [null] }, "from.moments[0] is null, expected numbers in base64."],
      [{ ...from, best: 5 }, "from.best is 5, expected an object { record, parameters }."],
    ] as const)
      await expect(fit(net(), { x }, { ...short, from: wrong as never })).rejects.toThrow(new Error(message));
  });
});

describe("a run that diverges", () => {
  const steep = () => autoencoder({ ...net(), f1: identity, f2: identity });

  it("throws an error with the step, the learning rate and a hint", async () => {
    const error = await fit(
      steep(),
      { x },
      { ...short, learningRate: 40, steps: 1000, optimiser: { name: "sgd" } },
    ).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(Diverged);
    const { step, learningRate, message, history } = error as Diverged;
    expect(learningRate).toBe(40);
    expect(step).toBeGreaterThan(1);
    expect(history.length).toBeGreaterThan(0);
    expect(message).toMatch(
      /^The loss is (NaN|Infinity) after step \d+, with a learning rate of 40 \(.+ at step \d+\): try a smaller one, such as 4, or limit the gradients with clip: 1\.$/,
    );
  });

  it("does not blame the learning rate before the first step", async () => {
    const huge = multiply(1e200, x);
    await expect(fit(net(), { x: huge }, short)).rejects.toThrow(
      "The loss is Infinity before the first step: numbers of the data or of the network are too large. Scale them to about 1.",
    );
  });

  it("stays finite with clipped gradients", async () => {
    const { history } = await fit(
      steep(),
      { x },
      {
        ...short,
        clip: 0.1,
        learningRate: 0.5,
        optimiser: { name: "sgd" },
      },
    );
    expect(history.every(({ train }) => Number.isFinite(train.loss))).toBe(true);
  });
});

describe("the error for an option out of range", () => {
  it.each([
    [{ from: {} as never }, "from is not a checkpoint: pass what checkpoints.keep was called with."],
    [{ steps: 0 }, "steps is 0, expected a whole number from 1."],
    [{ batchSize: 25 }, "batchSize is 25, but there are 24 points: take at most 24."],
    [{ learningRate: 0 }, "learningRate is 0, expected a number above 0 such as 0.01."],
    [{ backend: "gpu" as never }, "gpu"],
    [
      { checkpoints: { every: 0.5, keep: () => {} } },
      "checkpoints.every is 0.5, expected a whole number from 1.",
    ],
  ] satisfies [FitOptions, string][])("names the option in %j", async (options, message) => {
    await expect(fit(net(), { x }, { ...short, ...options })).rejects.toThrow(message);
  });

  it("names data of another shape", async () => {
    await expect(fit(net(), { x: column([1, 2]) }, short)).rejects.toThrow("2×1");
    await expect(fit(net(), { x, test: { x: column([1, 2]) } }, short)).rejects.toThrow("2×1");
  });
});

describe("progress", () => {
  it("is reported to a callback, and ends with the same words every time", async () => {
    const run = async () => {
      const reports: { done: number; total: number; detail: string }[] = [];
      await fit(net(), { x, test }, { ...short, onProgress: (progress) => reports.push(progress) });
      return reports.at(-1);
    };
    const last = await run();
    expect(last).toMatchObject({ done: 40, total: 40 });
    expect(last?.detail).toMatch(/^40 steps · train R² 0\.\d{3} · test R² -?\d\.\d{3}$/);
    expect(await run()).toEqual(last);
  });

  it("yields to the event loop during a run", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const big = syntheticData({ d: 20, N: 400, rank: 2, random: random(1) });
    await fit(
      randomAutoencoder({ d: 20, m: 40, random: random(1) }),
      { x: big },
      { ...short, backend: "mathjs", steps: 12 },
    );
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });
});
