import { type Matrix, zeros } from "mathjs";
import { requireCount } from "../data/count";
import type { Random } from "../data/random";
import { type Activation, identity, sigmoid } from "./activations";
import { type Autoencoder, autoencoder } from "./autoencoder";
import { type Initialiser, initialisers } from "./initialisers";

/**
 * A network with random weights and zero biases. Weights are uniform on ±√(6/(d+m)) unless told
 * otherwise, which keeps the spread of signals and gradients about the same from layer to layer.
 *
 * @param f1 the hidden activation, sigmoid unless told otherwise
 * @param f2 the output activation, identity unless told otherwise
 * @param initialiser how weights are drawn, `initialisers.xavier` unless told otherwise
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
  readonly initialiser?: Initialiser;
  readonly random: Random;
}): Autoencoder {
  const { d, m, f1 = sigmoid, f2 = identity, initialiser = initialisers.xavier, random } = options;
  requireCount("d", d);
  requireCount("m", m);
  return autoencoder({
    W1: initialiser.weights(m, d, random),
    b1: zeros(m, 1) as Matrix,
    W2: initialiser.weights(d, m, random),
    b2: zeros(d, 1) as Matrix,
    f1,
    f2,
  });
}
