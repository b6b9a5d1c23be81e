import { type Matrix, zeros } from "mathjs";
import { requireCount } from "../data/count";
import type { Random } from "../data/random";
import { type Activation, identity, sigmoid } from "./activations";
import { type Autoencoder, autoencoder } from "./autoencoder";

/**
 * A network with random weights and zero biases. Weights are uniform on ±√(6/(d+m)), which keeps the
 * spread of signals and gradients about the same from layer to layer.
 *
 * Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
 * networks", AISTATS 2010, equation 16 (with the number of inputs d and of outputs m, or the reverse).
 *
 * @param f1 the hidden activation, sigmoid unless told otherwise
 * @param f2 the output activation, identity unless told otherwise
 * @param random where the weights are drawn from, such as `random(1)`
 * @throws if d or m is not a whole number from 1.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(7) });
 * net.W1.size() // → [2, 3]
 * net.b2 // → [[0], [0], [0]]
 */
export function randomAutoencoder(options: {
  readonly d: number;
  readonly m: number;
  readonly f1?: Activation;
  readonly f2?: Activation;
  readonly random: Random;
}): Autoencoder {
  const { d, m, f1 = sigmoid, f2 = identity, random } = options;
  requireCount("d", d);
  requireCount("m", m);
  const limit = Math.sqrt(6 / (d + m));
  const weight = () => limit * (2 * random.uniform() - 1);
  return autoencoder({
    W1: random.matrix(m, d, weight),
    b1: zeros(m, 1) as Matrix,
    W2: random.matrix(d, m, weight),
    b2: zeros(d, 1) as Matrix,
    f1,
    f2,
  });
}
