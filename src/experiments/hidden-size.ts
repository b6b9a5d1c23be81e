import { identity, sigmoid } from "../model/activations";
import { randomAutoencoder } from "../model/initialise";
import { forward } from "../model/passes";
import { fit } from "../training/fit";
import type { FitRecord } from "../training/fit-result";
import { columnsRounded, everFarther, rounded } from "./compact";
import { digitTask, randomFor } from "./digit-task";
import type { Experiment, Results } from "./experiment";
import { hiddenSizeClaims } from "./hidden-size-claims";
import { type PerformOptions, perform } from "./perform";
import {
  type ConfigurationOf,
  choice,
  choicesOf,
  count,
  listOf,
  natural,
  nonNegative,
  positive,
} from "./settings";

/**
 * The tasks of part (f). In "noisy" the input is an image with noise, drawn once, and the target the image
 * without: there is something to over-fit. The others change one thing each, to see what it takes.
 */
export const conditions = [
  "noisy",
  "sigmoid output",
  "clean, few",
  "clean, many",
  "clean, few, fast",
  "clean, many, fast",
] as const;

/** One of the tasks of part (f). */
export type Condition = (typeof conditions)[number];

/** The settings of the hidden-size experiment. */
export const hiddenSizeSettings = {
  seeds: listOf(natural, [1, 2, 3]),
  conditions: choicesOf(conditions, ["noisy"]),
  /** Hidden units m of the noisy task. */
  widths: listOf(count, [1, 2, 4, 8, 16, 32, 64, 160]),
  /** Hidden units m of the other tasks. */
  contrastWidths: listOf(count, [4, 16, 160]),
  /** Training images of the noisy tasks. */
  N: count(200),
  testN: count(597),
  /** Training images of the clean tasks: few and many. */
  few: count(100),
  many: count(1000),
  /** Standard deviation of the noise on the inputs. */
  noise: nonNegative(0.5),
  /** The side of the squares of pixels that are averaged: 2 makes 4×4 images, d = 16. */
  pool: choice(["1", "2", "4"], "2"),
  steps: count(2500),
  learningRate: positive(0.01),
  /** The learning rate of the clean tasks that are not "fast". */
  slowRate: positive(0.003),
  backend: choice(["wasm", "mathjs", "blas"], "wasm"),
};

/** A configuration of the hidden-size experiment. */
export type HiddenSizeConfiguration = ConfigurationOf<typeof hiddenSizeSettings>;

/** One network to train. */
export interface HiddenSizeCell {
  readonly seed: number;
  readonly condition: Condition;
  readonly m: number;
}

/** What became of it. */
export interface HiddenSizeRow extends HiddenSizeCell {
  readonly d: number;
  /** R² at the end of training. */
  readonly trainR2: number;
  readonly testR2: number;
  /** The same at the step where the validation loss was lowest: what early stopping would have kept. */
  readonly early: { readonly step: number; readonly trainR2: number; readonly testR2: number };
  /** R² along the way, at steps that lie ever farther apart. */
  readonly curve: {
    readonly steps: readonly number[];
    readonly train: readonly number[];
    readonly test: readonly number[];
    readonly validation: readonly number[];
  };
  /** For the first seed: some test images, an image in each row, as they came in, should be, and came out. */
  readonly images?: {
    readonly input: readonly (readonly number[])[];
    readonly target: readonly (readonly number[])[];
    readonly output: readonly (readonly number[])[];
  };
}

/** What the hidden-size experiment found. */
export type HiddenSizeResults = Results<HiddenSizeConfiguration, HiddenSizeRow>;

/** Test images that are kept with the results. */
const shownImages = 8;

const isFew = (condition: Condition): boolean => condition.includes("few");
const isClean = (condition: Condition): boolean => condition.startsWith("clean");

/** How many images a task has for training. */
export const trainingImages = ({ N, few, many }: HiddenSizeConfiguration, condition: Condition): number =>
  isClean(condition) ? (isFew(condition) ? few : many) : N;

/** The learning rate of a task. */
export const rateOf = ({ learningRate, slowRate }: HiddenSizeConfiguration, condition: Condition): number =>
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
    ...(seed === configuration.seeds[0] && {
      images: {
        input: columnsRounded(test.x, shownImages),
        target: columnsRounded(test.y, shownImages),
        output: columnsRounded(forward(trained, test.x).ypred, shownImages),
      },
    }),
  };
}

const scores = ({ train, test }: FitRecord) => ({ trainR2: train.r2, testR2: test?.r2 ?? Number.NaN });

/** The record with the lowest validation loss. */
const lowest = (history: readonly FitRecord[]): FitRecord =>
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
    conditions: conditions.filter((condition) => condition !== "clean, many, fast"),
    widths: [2, 4, 8, 16, 32, 64, 128, 256, 640],
    contrastWidths: [64, 640],
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
