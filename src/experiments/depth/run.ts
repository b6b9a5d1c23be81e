import { type Matrix, norm } from "mathjs";
import { digits } from "../../data/digits";
import { largestDifference } from "../../data/matrix";
import { deepStack, type Initialiser, initialisers } from "../../model/initialise";
import { collapse, type Network } from "../../model/stack";
import { backwardStack, forwardStack } from "../../model/stack-passes";
import { fit } from "../../training/fit";
import type { FitRecord } from "../../training/fit-result";
import { meanColumn, totalSquares } from "../../training/metrics";
import { digitTask, randomFor } from "../core/digit-task";
import type { Experiment } from "../core/experiment";
import { type PerformOptions, perform } from "../core/experiment";
import { everFarther, rounded } from "../core/round";
import { depthClaims } from "./claims";
import {
  type DepthCell,
  type DepthConfiguration,
  type DepthResults,
  type DepthRow,
  depthSettings,
  type Initialisation,
} from "./settings";

async function run(
  { m, N, testN, gaussianSd, learningRate, steps, backend }: DepthConfiguration,
  cell: DepthCell,
  signal?: AbortSignal,
): Promise<DepthRow> {
  const { seed, k, width } = cell;
  const { train, test } = digitTask({ seed, N, testN });
  const kinds: Readonly<Record<Initialisation, Initialiser>> = {
    ...initialisers,
    gaussian: initialisers.gaussian(gaussianSd),
  };
  const net = deepStack({
    d: train.x.size()[0] ?? 0,
    m,
    linear: k,
    width,
    initialiser: kinds[cell.initialisation],
    random: randomFor(seed, "weights"),
  });
  const pass = forwardStack(net, train.x);
  const firstGradients = backwardStack(net, pass, train.x, train.y).dJ_dW.map(frobenius);
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
      progress: false,
      signal,
    },
  );
  const [stepsTo60 = null, stepsTo65 = null] = reached.steps;
  const end = history.at(-1) as FitRecord;
  return {
    ...cell,
    ...{ trainR2: end.train.r2, testR2: end.test?.r2 ?? Number.NaN, stepsTo60, stepsTo65 },
    collapse: apart(trained, collapse(trained)),
    firstGradients,
    curve: curveOf(history),
  };
}

/** Watches a full-batch training for the first step at which R² = 1 − 2 J N/SST has reached each level. */
function stepsUntil(levels: readonly number[], pointsOverSquares: number) {
  const steps: (number | null)[] = levels.map(() => null);
  const onStep = ({ step, objective }: { readonly step: number; readonly objective: number }) => {
    const r2 = 1 - 2 * objective * pointsOverSquares;
    // The objective is that before the step.
    for (const [i, level] of levels.entries()) if (r2 >= level) steps[i] ??= step - 1;
  };
  return { steps, onStep };
}

const frobenius = (M: Matrix): number => Number(Number(norm(M, "fro")).toPrecision(4));

/** The largest difference of two networks' outputs over all digits and pixels. */
function apart(one: Network, other: Network): number {
  const { X } = digits();
  const output = (net: Network) => forwardStack(net, X).a.at(-1) as Matrix;
  return largestDifference(output(one), output(other));
}

function curveOf(history: readonly FitRecord[]): DepthRow["curve"] {
  const kept = everFarther(history.length).map((k) => history[k] as FitRecord);
  return { steps: kept.map(({ step }) => step), train: kept.map(({ train }) => rounded(train.r2)) };
}

/** Part (g): what more linear layers do to accuracy and to the number of steps. */
export const depthExperiment: Experiment<typeof depthSettings, DepthCell, DepthRow> = {
  name: "depth",
  question: "(g) What do ten more linear layers do to accuracy, and to the steps it takes?",
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
  // Products with the data's 64 rows, and what each linear layer adds.
  cost: ({ m, N, steps }, { k }) => steps * N * m * (128 + k * (m + 10)),
  run,
  claims: depthClaims,
};

/**
 * Part (g): trains networks with k more linear layers, and reports training and test R², the steps it
 * took, the first gradients, and how far the collapsed network's outputs are off.
 *
 * @throws naming a setting that is unknown or makes no sense.
 *
 * @example
 * const settings = { seeds: [1], layers: [2], failures: ["xavier"], narrow: [2], steps: 2, N: 10 } as const;
 * const { rows } = await depth(settings, { progress: false });
 * rows.map(({ k, initialisation, width }) => [k, initialisation, width]) // → [[2, "orthogonal", 8], [2, "xavier", 8], [1, "orthogonal", 2]]
 * rows.every(({ collapse }) => collapse < 1e-13) // → true
 */
export const depth = (
  settings: Partial<DepthConfiguration> = {},
  options: PerformOptions = {},
): Promise<DepthResults> => perform(depthExperiment, settings, options);
