import { column, rowsOf } from "../../data/matrix";
import { type Autoencoder, autoencoder } from "../../model/autoencoder";
import { randomAutoencoder } from "../../model/initialise";
import { type Penalty, penalties } from "../../model/penalties";
import { averageActivation } from "../../model/sparsity";
import { fit } from "../../training/fit";
import { Diverged, type FitRecord } from "../../training/fit-result";
import { digitTask, randomFor } from "../core/digit-task";
import { type Experiment, type RunOptions, runExperiment } from "../core/experiment";
import { roundedPixel } from "../core/round";
import { sparsityClaims } from "./claims";
import { nllVariants } from "./nll-variants";
import {
  type Pull,
  type SparsityCell,
  type SparsityConfiguration,
  type SparsityResults,
  type SparsityRow,
  sparsitySettings,
} from "./settings";
import { type UnitReport, unitReport } from "./unit-report";

/** The penalty of that name; undefined for "none". */
export const penaltyNamed = (pull: Pull): Penalty | undefined =>
  pull === "none" ? undefined : { ...penalties, ...nllVariants }[pull];

/** The middle one of some weights, which is shown by default. */
export const middle = (betas: readonly number[]): number => betas[Math.floor(betas.length / 2)] ?? 0;

/** The number of filters that are kept with the results. */
const shownFilters = 10;

function firstNetwork(
  { p, m, spread }: SparsityConfiguration,
  { seed, bias }: SparsityCell,
  d: number,
): Autoencoder {
  const net = randomAutoencoder({ d, m, random: randomFor(seed, "weights") });
  const start = (j: number): number => {
    if (bias === "spread") return m === 1 ? 0 : spread * ((2 * j) / (m - 1) - 1);
    return bias === "logit" ? Math.log(p / (1 - p)) : 0;
  };
  return autoencoder({ ...net, b1: column(Array.from({ length: m }, (_, j) => start(j))) });
}

async function run(
  configuration: SparsityConfiguration,
  cell: SparsityCell,
  signal?: AbortSignal,
): Promise<SparsityRow> {
  const { N, testN, p, backend } = configuration;
  const { seed, pull, beta, optimiser, bias } = cell;
  const { train, test } = digitTask({ seed, N, testN });
  const net = firstNetwork(configuration, cell, train.x.size()[0] ?? 0);
  const penalty = penaltyNamed(pull);
  const rescue = bias === "spread";
  const steps = rescue ? configuration.rescueSteps : configuration.steps;
  const penaltyValues: (number | null)[] = [];
  const first = seed === configuration.seeds[0];
  const report = (of: Autoencoder): UnitReport => {
    const { pHat, ...rest } = unitReport(of, train.x, p);
    return { ...rest, pHat: first ? pHat : [] };
  };
  const trained = await fit(
    net,
    { ...train, test },
    {
      steps,
      learningRate:
        rescue && optimiser === "momentum" ? configuration.rescueRate : configuration.learningRate,
      schedule: "cosine",
      optimiser: { name: optimiser },
      ...(penalty && { sparsity: { penalty, beta, p } }),
      evaluateEvery: Math.ceil(steps / 2),
      onRecord: (_, network) =>
        penaltyValues.push(penalty ? penalty.value(averageActivation(network(), train.x), p) : null),
      backend,
      signal,
    },
  ).catch((error: unknown) => {
    if (error instanceof Diverged) return error;
    throw error;
  });
  const [, halfway = null, end = null] = penaltyValues;
  const common = { ...cell, penalty: { halfway, end }, start: report(net) };
  if (trained instanceof Diverged)
    return { ...common, diverged: trained.step, trainR2: null, testR2: null, end: common.start };
  const last = trained.history.at(-1) as FitRecord;
  return {
    ...common,
    ...{ diverged: null, trainR2: last.train.r2, testR2: last.test?.r2 ?? null },
    end: report(trained.net),
    ...(first && isShown(cell) && { filters: filtersOf(trained.net) }),
  };
}

/** Whether the filters are kept: without a penalty, and with the penalties that pull to p. */
const isShown = ({ pull, bias }: SparsityCell): boolean =>
  bias === "logit" && ["none", "kl", "squared"].includes(pull);

const filtersOf = ({ W1 }: Autoencoder): number[][] =>
  rowsOf(W1)
    .slice(0, shownFilters)
    .map((row) => row.map((entry) => roundedPixel(Number(entry))));

/** Part (h): the effect of each penalty on the average activations. */
export const sparsityExperiment: Experiment<typeof sparsitySettings, SparsityCell, SparsityRow> = {
  name: "sparsity",
  question: "(h) Which penalty brings the average activation of each hidden unit to p?",
  settings: sparsitySettings,
  full: {
    seeds: [1, 2, 3, 4, 5],
    betas: [0.1, 1, 10],
    biases: ["logit", "zero"],
    N: 500,
    steps: 1500,
    rescueSteps: 1500,
  },
  cells: ({ seeds, pulls, betas, biases, rescuers, rescueOptimisers, rescueBeta }) => {
    const kinds = [
      ...biases.flatMap((bias, i) =>
        pulls.flatMap((pull) =>
          (pull === "none" ? [0] : i === 0 ? betas : [middle(betas)]).map((beta) => ({
            ...{ pull, beta, bias },
            optimiser: "adam" as const,
          })),
        ),
      ),
      ...rescuers.flatMap((pull) =>
        rescueOptimisers.map((optimiser) => ({ pull, beta: rescueBeta, bias: "spread" as const, optimiser })),
      ),
    ];
    return kinds.flatMap((kind) => seeds.map((seed) => ({ seed, ...kind })));
  },
  cost: ({ N, m, steps, rescueSteps }, { bias }) => N * m * (bias === "spread" ? rescueSteps : steps),
  run,
  claims: sparsityClaims,
};

/**
 * Part (h): trains networks with each penalty on the average activations p̂. Returns p̂ at the start and the
 * end, the fractions of dead, saturated and constant units, and R².
 *
 * @throws naming a setting that is unknown or invalid.
 *
 * @example
 * const settings = { seeds: [1], pulls: ["kl"], rescuers: ["kl"], steps: 4, rescueSteps: 4, N: 20 } as const;
 * const { rows } = await sparsity(settings);
 * rows.map(({ bias, optimiser }) => [bias, optimiser]) // → [["logit", "adam"], ["spread", "momentum"], ["spread", "adam"]]
 */
export const sparsity = (
  settings: Partial<SparsityConfiguration> = {},
  options: RunOptions = {},
): Promise<SparsityResults> => runExperiment(sparsityExperiment, settings, options);
