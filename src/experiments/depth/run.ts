import { type Matrix, norm } from "mathjs";
import { digits } from "../../data/digits";
import { largestDifference } from "../../data/matrix";
import { deepStack, initialisers } from "../../model/initialise";
import { collapse, type Network } from "../../model/stack";
import { backwardStack, forwardStack } from "../../model/stack-passes";
import { fit } from "../../training/fit";
import type { FitRecord } from "../../training/fit-result";
import { meanColumn, totalSquares } from "../../training/metrics";
import { digitTask, randomFor } from "../core/digit-task";
import { type Experiment, type RunOptions, runExperiment } from "../core/experiment";
import { roundedCurve } from "../core/round";
import { depthClaims } from "./claims";
import {
  type DepthCell,
  type DepthConfiguration,
  type DepthResults,
  type DepthRow,
  depthSettings,
} from "./settings";

async function run(
  { m, N, testN, gaussianSd, learningRate, steps, backend }: DepthConfiguration,
  cell: DepthCell,
  signal?: AbortSignal,
): Promise<DepthRow> {
  const { seed, k, width, initialisation } = cell;
  const { train, test } = digitTask({ seed, N, testN });
  const net = deepStack({
    d: train.x.size()[0] ?? 0,
    m,
    linear: k,
    width,
    initialiser: { ...initialisers, gaussian: initialisers.gaussian(gaussianSd) }[initialisation],
    random: randomFor(seed, "weights"),
  });
  const first = backwardStack(net, forwardStack(net, train.x), train.x, train.y);
  const reached = stepsUntil([0.6, 0.65], N / totalSquares(train.y, meanColumn(train.y)));
  const { net: trained, history } = await fit(
    net,
    { ...train, test },
    {
      steps,
      learningRate,
      schedule: "cosine",
      optimiser: { name: "adam" },
      onStep: reached.onStep,
      backend,
      signal,
    },
  );
  const [stepsTo60 = null, stepsTo65 = null] = reached.steps;
  const end = history.at(-1) as FitRecord;
  return {
    ...cell,
    ...{ trainR2: end.train.r2, testR2: end.test?.r2 ?? Number.NaN, stepsTo60, stepsTo65 },
    collapse: outputDifference(trained, collapse(trained)),
    firstGradients: first.dJ_dW.map(frobenius),
    curve: roundedCurve(history, ["train"]),
  };
}

/** Records the first step of a full-batch training run at which R² = 1 − 2 J N/SST reaches each level. */
function stepsUntil(levels: readonly number[], pointsOverSquares: number) {
  const steps: (number | null)[] = levels.map(() => null);
  const onStep = ({ step, objective }: { readonly step: number; readonly objective: number }) => {
    const r2 = 1 - 2 * objective * pointsOverSquares;
    // The objective is the one before the step.
    for (const [i, level] of levels.entries()) if (r2 >= level) steps[i] ??= step - 1;
  };
  return { steps, onStep };
}

const frobenius = (M: Matrix): number => Number(Number(norm(M, "fro")).toPrecision(4));

/** The largest difference between the outputs of two networks over all digits and pixels. */
function outputDifference(one: Network, other: Network): number {
  const { X } = digits();
  const output = (net: Network) => forwardStack(net, X).a.at(-1) as Matrix;
  return largestDifference(output(one), output(other));
}

/** Part (g): the effect of extra linear layers on accuracy and on the number of steps. */
export const depthExperiment: Experiment<typeof depthSettings, DepthCell, DepthRow> = {
  name: "depth",
  question: "(g) What is the effect of ten extra linear layers on accuracy and on the number of steps?",
  settings: depthSettings,
  full: { seeds: [1, 2, 3, 4, 5], N: 1000, steps: 3000 },
  cells: ({ seeds, layers, failures, narrow, m }) => {
    const deepest = Math.max(...layers);
    const kinds = [
      ...layers.map((k) => ({ k, width: m, initialisation: "orthogonal" as const })),
      ...failures
        .filter((initialisation) => initialisation !== "orthogonal")
        .map((initialisation) => ({ k: deepest, width: m, initialisation })),
      ...narrow.map((width) => ({ k: 1, width, initialisation: "orthogonal" as const })),
    ];
    return kinds.flatMap((kind) => seeds.map((seed) => ({ seed, ...kind })));
  },
  // The products with the 64 rows of the data, and the additional work of each linear layer.
  cost: ({ m, N, steps }, { k }) => steps * N * m * (128 + k * (m + 10)),
  run,
  claims: depthClaims,
};

/**
 * Part (g): trains networks with k extra linear layers. Returns training and test R², the number of steps,
 * the first gradients, and the difference between the outputs and those of the collapsed network.
 *
 * @throws naming a setting that is unknown or invalid.
 *
 * @example
 * const settings = { seeds: [1], layers: [2], failures: ["xavier"], narrow: [2], steps: 2, N: 10 } as const;
 * const { rows } = await depth(settings);
 * rows.map(({ k, initialisation, width }) => [k, initialisation, width]) // → [[2, "orthogonal", 8], [2, "xavier", 8], [1, "orthogonal", 2]]
 * rows.every(({ collapse }) => collapse < 1e-13) // → true
 */
export const depth = (
  settings: Partial<DepthConfiguration> = {},
  options: RunOptions = {},
): Promise<DepthResults> => runExperiment(depthExperiment, settings, options);
