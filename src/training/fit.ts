import { backend } from "../engine/choose-backend";
import type { Network } from "../model/stack";
import { type FitData, requirePoints } from "./fit-data";
import { type FitOptions, fullOptions } from "./fit-options";
import { type Fit, version } from "./fit-result";
import { TrainingRun } from "./training-run";

/**
 * Trains a network until all steps are made or early stopping ends the run: `W := W − η ∂J/∂W`, or the
 * update of another optimiser. The network passed in does not change.
 *
 * The same network, data and options give the same bits, also after a resume from a checkpoint. The function
 * yields to the event loop every 25 ms, so interrupts, output and timers get through.
 *
 * @param net an autoencoder or a stack of any depth
 * @param data x d×N with targets y d×N (default: x), and points to evaluate
 * @param options see FitOptions. Default: 1,000 full-batch steps of Adam with η = 0.01
 * @throws Diverged, with step and learning rate, when the loss is no longer a finite number; the signal's
 *   reason when it ends the run; an error that names an unknown option, a matrix of the wrong shape, or
 *   missing validation points for early stopping.
 *
 * @example
 * const x = syntheticData({ d: 6, N: 40, rank: 2, random: random(1) });
 * const net = randomAutoencoder({ d: 6, m: 4, random: random(2) });
 * const { history, final } = await fit(net, { x }, { steps: 200, learningRate: 0.05 });
 * final.train.loss < 0.2 * (history[0]?.train.loss ?? 0) // → true
 */
export async function fit<N extends Network>(
  net: N,
  data: FitData,
  options: FitOptions<N> = {},
): Promise<Fit<N>> {
  const N = requirePoints(net, data);
  const full = fullOptions(options, N, data.validation !== undefined);
  const { description, learner: make } = backend(full.backend);
  const { optimiser, clip, weightDecay, sparsity, seed } = full;
  const learner = make(net, { optimiser, clip, weightDecay, sparsity });
  try {
    const run = new TrainingRun(net, learner, data, full);
    await run.run();
    return run.result({ backend: learner.backend, by: description, seed, version });
  } finally {
    learner.free();
  }
}
