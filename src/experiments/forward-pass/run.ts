import { index, type Matrix, range, subset } from "mathjs";
import { rowsOf, size } from "../../data/matrix";
import type { Autoencoder } from "../../model/autoencoder";
import { randomAutoencoder } from "../../model/initialise";
import { penalties } from "../../model/penalties";
import { averageActivation, type Sparsity } from "../../model/sparsity";
import { fit } from "../../training/fit";
import { digitTask, randomFor } from "../core/digit-task";
import { type Experiment, type RunOptions, runExperiment } from "../core/experiment";
import { forwardPassClaims } from "./claims";
import {
  averaged,
  deviation,
  largestRelativeDifference,
  type PenaltyGradient,
  penaltyGradient,
  penaltyGradientInOnePass,
  scaledSums,
  slopeSums,
} from "./penalty-gradient";
import {
  type Deviation,
  type ForwardPassCell,
  type ForwardPassConfiguration,
  type ForwardPassResults,
  type ForwardPassRow,
  forwardPassSettings,
  type Moment,
} from "./settings";

async function run(
  configuration: ForwardPassConfiguration,
  { seed }: ForwardPassCell,
  signal?: AbortSignal,
): Promise<ForwardPassRow> {
  const { N, m, p, beta, penalty, trainingBatch, epochs, learningRate, backend } = configuration;
  const { train } = digitTask({ seed, N, testN: 0 });
  const { x } = train;
  const sparsity: Sparsity = { penalty: penalties[penalty], beta, p };
  const stepsAnEpoch = Math.ceil(N / trainingBatch);
  const kept = new Map<number, Autoencoder>();
  await fit(
    randomAutoencoder({ d: size(x)[0], m, random: randomFor(seed, "weights") }),
    { x },
    {
      steps: epochs * stepsAnEpoch,
      batchSize: trainingBatch,
      learningRate,
      sparsity,
      seed,
      evaluateEvery: stepsAnEpoch,
      onRecord: ({ epoch }, network) => {
        if ([0, 1, epochs - 1, epochs].includes(epoch)) kept.set(epoch, network());
      },
      backend,
      signal,
    },
  );
  const at = (epoch: number): Moment => {
    const [net, before] = [kept.get(epoch), kept.get(epoch - 1)] as [Autoencoder, Autoencoder];
    return moment(configuration, sparsity, x, net, averageActivation(before, x), epoch, seed);
  };
  const last = kept.get(epochs) as Autoencoder;
  return {
    seed,
    early: at(1),
    late: at(epochs),
    onePass: largestRelativeDifference(
      penaltyGradientInOnePass(last, x, sparsity),
      penaltyGradient(last, x, sparsity),
    ),
  };
}

/** @throws if a batch size exceeds the number of points. */
function requireBatches({ N, batchSizes, trainingBatch }: ForwardPassConfiguration): void {
  for (const [name, size] of [...batchSizes.map((B) => ["batchSizes", B]), ["trainingBatch", trainingBatch]])
    if (Number(size) > N)
      throw new Error(
        `${name} has batches of ${size}, but there are N = ${N} points: use at most ${N}, or a larger N.`,
      );
}

function moment(
  { batchSizes, batches }: ForwardPassConfiguration,
  sparsity: Sparsity,
  x: Matrix,
  net: Autoencoder,
  pHatBefore: Matrix,
  epoch: number,
  seed: number,
): Moment {
  const [, N] = size(x);
  const pHat = averageActivation(net, x);
  // The gradient factorises, so the same sums over all points serve every p̂.
  const sums = slopeSums(net, x);
  const withPHat = (other: Matrix): PenaltyGradient => scaledSums(sums, sparsity, other);
  const right = withPHat(pHat);
  const draw = randomFor(seed, "order");
  const away = (gradient: PenaltyGradient): Deviation => deviation(gradient.dJ_dW1, right.dJ_dW1);
  return {
    epoch,
    pHat: rowsOf(pHat).reduce((sum, [entry]) => sum + Number(entry), 0) / net.m,
    batches: batchSizes.map((B) => {
      const drawn = Array.from({ length: batches }, () =>
        pick(x, draw.shuffle([...Array(N).keys()]).slice(0, B)),
      );
      return {
        B,
        pHatOnly: averaged(drawn.map((batch) => away(withPHat(averageActivation(net, batch))))),
        whole: averaged(drawn.map((batch) => away(penaltyGradient(net, batch, sparsity)))),
      };
    }),
    lastEpoch: away(withPHat(pHatBefore)),
  };
}

function pick(x: Matrix, columns: readonly number[]): Matrix {
  return subset(x, index(range(0, size(x)[0]), [...columns]));
}

/** Part (i): the effect on the penalty's gradient of a p̂ that is not from the forward pass over all points. */
export const forwardPassExperiment: Experiment<typeof forwardPassSettings, ForwardPassCell, ForwardPassRow> =
  {
    name: "forward-pass",
    question: "(i) What happens to the penalty's gradient if p̂ is not from the forward pass over all points?",
    settings: forwardPassSettings,
    full: { seeds: [1, 2, 3, 4, 5], m: 64, N: 500, batches: 20, epochs: 150 },
    requireTogether: requireBatches,
    cells: ({ seeds }) => seeds.map((seed) => ({ seed })),
    cost: () => 1,
    run,
    claims: forwardPassClaims,
  };

/**
 * Part (i): trains a sparse network in mini-batches. Returns the error of the penalty's gradient if p̂ is
 * taken from a batch or from the epoch before, instead of from all points now.
 *
 * @throws naming a setting that is unknown or invalid.
 *
 * @example
 * const settings = { seeds: [1], m: 4, N: 50, epochs: 2, batchSizes: [10], batches: 2 };
 * const { rows } = await forwardPass(settings);
 * rows.map(({ early, late }) => [early.epoch, late.epoch]) // → [[1, 2]]
 * rows.every(({ onePass }) => onePass < 1e-13) // → true
 */
export const forwardPass = (
  settings: Partial<ForwardPassConfiguration> = {},
  options: RunOptions = {},
): Promise<ForwardPassResults> => runExperiment(forwardPassExperiment, settings, options);
