import { identity, sigmoid } from "../../model/activations";
import { randomAutoencoder } from "../../model/initialise";
import { forward } from "../../model/passes";
import { fit } from "../../training/fit";
import type { FitRecord } from "../../training/fit-result";
import { digitTask, randomFor } from "../core/digit-task";
import { type Experiment, type RunOptions, runExperiment } from "../core/experiment";
import { roundedColumns, roundedCurve } from "../core/round";
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

/** The number of test images that are kept with the results. */
const shownImages = 8;

const isClean = (condition: Condition): boolean => condition.startsWith("clean");

/** The number of training images of a condition. */
const trainingImages = ({ N, few, many }: HiddenSizeConfiguration, condition: Condition): number =>
  isClean(condition) ? (condition.includes("few") ? few : many) : N;

/** The learning rate of a condition. */
const rateOf = ({ learningRate, slowRate }: HiddenSizeConfiguration, condition: Condition): number =>
  isClean(condition) && !condition.endsWith("fast") ? slowRate : learningRate;

async function run(
  configuration: HiddenSizeConfiguration,
  { seed, condition, m }: HiddenSizeCell,
  signal?: AbortSignal,
): Promise<HiddenSizeRow> {
  const { testN, noise, pool, steps, backend } = configuration;
  const { train, test, validation } = digitTask({
    seed,
    N: trainingImages(configuration, condition),
    testN,
    noise: isClean(condition) ? 0 : noise,
    pool: Number(pool),
  });
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
      signal,
    },
  );
  const best = lowest(history);
  return {
    ...{ seed, condition, m, d },
    ...scores(history.at(-1) as FitRecord),
    early: { step: best.step, ...scores(best) },
    curve: roundedCurve(history, ["train", "test", "validation"]),
    ...(seed === configuration.seeds[0] &&
      condition === "noisy" && {
        images: {
          input: roundedColumns(test.x, shownImages),
          target: roundedColumns(test.y, shownImages),
          output: roundedColumns(forward(trained, test.x).ypred, shownImages),
        },
      }),
  };
}

const scores = ({ train, test }: FitRecord) => ({ trainR2: train.r2, testR2: test?.r2 ?? Number.NaN });

/** The record with the lowest validation loss, which early stopping would keep. */
export const lowest = (history: readonly FitRecord[]): FitRecord =>
  history.reduce((best, record) =>
    (record.validation?.loss ?? 0) < (best.validation?.loss ?? 0) ? record : best,
  );

/** Part (f): the effect of more hidden units on training and test R². */
export const hiddenSizeExperiment: Experiment<typeof hiddenSizeSettings, HiddenSizeCell, HiddenSizeRow> = {
  name: "hidden-size",
  question: "(f) What is the effect of more hidden units on training and test accuracy?",
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
  // Proportional to m, plus a part that does not grow with m.
  cost: (configuration, { condition, m }) =>
    (m + 10) * trainingImages(configuration, condition) * configuration.steps,
  run,
  claims: hiddenSizeClaims,
};

/**
 * Part (f): trains networks with m hidden units, from few to 10d. Returns training and test R².
 *
 * The default settings are small (digits of 4×4 pixels); `recorded("hidden-size")` has the full size.
 *
 * @throws naming a setting that is unknown or invalid.
 *
 * @example
 * const results = await hiddenSize({ seeds: [1], widths: [2, 4], steps: 4, N: 20 });
 * results.rows.map(({ m, d }) => [m, d]) // → [[2, 16], [4, 16]]
 */
export const hiddenSize = (
  settings: Partial<HiddenSizeConfiguration> = {},
  options: RunOptions = {},
): Promise<HiddenSizeResults> => runExperiment(hiddenSizeExperiment, settings, options);
