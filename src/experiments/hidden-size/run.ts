import { identity, sigmoid } from "../../model/activations";
import { randomAutoencoder } from "../../model/initialise";
import { forward } from "../../model/passes";
import { fit } from "../../training/fit";
import type { FitRecord } from "../../training/fit-result";
import { digitTask, randomFor } from "../core/digit-task";
import type { Experiment } from "../core/experiment";
import { type PerformOptions, perform } from "../core/experiment";
import { columnsRounded, everFarther, rounded } from "../core/round";
import { hiddenSizeClaims } from "./claims";
import {
  type Condition,
  conditions,
  type HiddenSizeCell,
  type HiddenSizeConfiguration,
  type HiddenSizeResults,
  type HiddenSizeRow,
  hiddenSizeSettings,
} from "./settings";

/** Test images that are kept with the results. */
const shownImages = 8;

const isFew = (condition: Condition): boolean => condition.includes("few");
const isClean = (condition: Condition): boolean => condition.startsWith("clean");

/** How many images a task has for training. */
const trainingImages = ({ N, few, many }: HiddenSizeConfiguration, condition: Condition): number =>
  isClean(condition) ? (isFew(condition) ? few : many) : N;

/** The learning rate of a task. */
const rateOf = ({ learningRate, slowRate }: HiddenSizeConfiguration, condition: Condition): number =>
  isClean(condition) && !condition.endsWith("fast") ? slowRate : learningRate;

async function run(
  configuration: HiddenSizeConfiguration,
  { seed, condition, m }: HiddenSizeCell,
  signal?: AbortSignal,
): Promise<HiddenSizeRow> {
  const { testN, noise, pool, steps, backend } = configuration;
  const task = digitTask({
    seed,
    N: trainingImages(configuration, condition),
    testN,
    noise: isClean(condition) ? 0 : noise,
    pool: Number(pool),
  });
  const { train, test, validation } = task;
  const [d = 0] = train.x.size();
  const net = randomAutoencoder({
    d,
    m,
    f2: condition === "sigmoid output" ? sigmoid : identity,
    random: randomFor(seed, "weights"),
  });
  const { history, net: trained } = await fit(
    net,
    { ...train, test, validation },
    {
      steps,
      learningRate: rateOf(configuration, condition),
      schedule: "cosine",
      optimiser: { name: "adam" },
      evaluateEvery: Math.max(1, Math.round(steps / 250)),
      backend,
      progress: false,
      signal,
    },
  );
  const [end, best] = [history.at(-1) as FitRecord, lowest(history)];
  return {
    ...{ seed, condition, m, d },
    ...scores(end),
    early: { step: best.step, ...scores(best) },
    curve: curveOf(history),
    ...(seed === configuration.seeds[0] &&
      condition === "noisy" && {
        images: {
          input: columnsRounded(test.x, shownImages),
          target: columnsRounded(test.y, shownImages),
          output: columnsRounded(forward(trained, test.x).ypred, shownImages),
        },
      }),
  };
}

const scores = ({ train, test }: FitRecord) => ({ trainR2: train.r2, testR2: test?.r2 ?? Number.NaN });

/** The record with the lowest validation loss: what early stopping keeps, without a look at the test. */
export const lowest = (history: readonly FitRecord[]): FitRecord =>
  history.reduce((best, record) =>
    (record.validation?.loss ?? 0) < (best.validation?.loss ?? 0) ? record : best,
  );

function curveOf(history: readonly FitRecord[]): HiddenSizeRow["curve"] {
  const kept = everFarther(history.length).map((k) => history[k] as FitRecord);
  return {
    steps: kept.map(({ step }) => step),
    train: kept.map(({ train }) => rounded(train.r2)),
    test: kept.map(({ test }) => rounded(test?.r2 ?? 0)),
    validation: kept.map(({ validation }) => rounded(validation?.r2 ?? 0)),
  };
}

/** Part (f): what more hidden units do to training and test R². */
export const hiddenSizeExperiment: Experiment<typeof hiddenSizeSettings, HiddenSizeCell, HiddenSizeRow> = {
  name: "hidden-size",
  question: "(f) What do more hidden units do to training and test accuracy?",
  settings: hiddenSizeSettings,
  full: {
    seeds: [1, 2, 3, 4, 5],
    conditions,
    widths: [2, 4, 8, 16, 32, 64, 128, 256, 640],
    contrastWidths: [8, 64, 640],
    N: 500,
    pool: "1",
  },
  cells: ({ seeds, conditions, widths, contrastWidths }) =>
    conditions.flatMap((condition) =>
      (condition === "noisy" ? widths : contrastWidths).flatMap((m) =>
        seeds.map((seed) => ({ seed, condition, m })),
      ),
    ),
  // Ten operations a weight, image and step, and as many again for what does not grow with m.
  cost: (configuration, { condition, m }) =>
    (m + 10) * trainingImages(configuration, condition) * configuration.steps,
  run,
  claims: hiddenSizeClaims,
};

/**
 * Part (f): trains networks with m hidden units, m from few to 10d, and reports training and test R².
 *
 * The usual settings are small (digits of 4×4 pixels); `recorded("hidden-size")` holds the full size.
 *
 * @throws naming a setting that is unknown or makes no sense.
 *
 * @example
 * const results = await hiddenSize({ seeds: [1], widths: [2, 4], steps: 4, N: 20 }, { progress: false });
 * results.rows.map(({ m, d }) => [m, d]) // → [[2, 16], [4, 16]]
 */
export const hiddenSize = (
  settings: Partial<HiddenSizeConfiguration> = {},
  options: PerformOptions = {},
): Promise<HiddenSizeResults> => perform(hiddenSizeExperiment, settings, options);
