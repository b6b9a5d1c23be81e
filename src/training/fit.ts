import { backend } from "../engine/backends";
import type { Network } from "../model/stack";
import { type FitData, requirePoints } from "./fit-data";
import { type FitOptions, fullOptions } from "./fit-options";
import { Diverged, type Fit, version } from "./fit-result";
import { progressLine, silent } from "./progress";
import { Training } from "./training";

/**
 * Trains a network: step by step `W := W − η ∂J/∂W` or what the optimiser makes of it, with a history,
 * until all steps are made or early stopping ends it. The network that is passed in stays as it is.
 *
 * It is seeded: the same network, data and options give the same bits, with progress shown or not,
 * broken off and resumed or not. Other work (an interrupt, output, a timer) gets its turn some forty times a
 * second.
 *
 * @param net an autoencoder or a stack of any depth
 * @param data x d×N with targets y d×N (x itself unless told otherwise), and points to judge by
 * @param options see FitOptions; full-batch Adam with η = 0.01 for 1,000 steps unless told otherwise
 * @throws Diverged when the loss is no finite number any more, with step and learning rate; the signal's
 *   reason when it ends the training; naming an option that is unknown (with the nearest known one) or a
 *   matrix that does not fit; for early stopping without validation points.
 *
 * @example
 * const x = syntheticData({ d: 6, N: 40, rank: 2, random: random(1) });
 * const net = randomAutoencoder({ d: 6, m: 4, random: random(2) });
 * const { history, final } = await fit(net, { x }, { steps: 200, learningRate: 0.05, progress: false });
 * final.train.loss < 0.2 * (history[0]?.train.loss ?? 0) // → true
 */
export async function fit<N extends Network>(
  net: N,
  data: FitData,
  options: FitOptions<N> = {},
): Promise<Fit<N>> {
  const N = requirePoints(net, data);
  const full = fullOptions(options, N, data.validation !== undefined);
  const engine = backend(full.backend);
  const { optimiser, clip, weightDecay, sparsity } = full;
  const learner = engine.learner(net, { optimiser, clip, weightDecay, sparsity });
  const line = full.progress === false ? silent : await progressLine();
  try {
    const training = new Training(net, learner, data, full);
    await training.run(line);
    const { name, description } = { name: learner.backend, description: engine.description };
    return training.result({ backend: name, by: description, seed: full.seed, version });
  } catch (error) {
    line.end(error instanceof Diverged ? error.message : "stopped");
    throw error;
  } finally {
    learner.free();
  }
}
