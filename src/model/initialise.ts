import { type Matrix, zeros } from "mathjs";
import { requireCount, requireMemory, requireNames } from "../data/inputs";
import { type Random, requireRandom } from "../data/random";
import { type Activation, identity, sigmoid } from "./activations";
import { type Autoencoder, autoencoder } from "./autoencoder";
import { type Initialiser, initialisers, requireInitialiser } from "./initialisers";

/**
 * A network with random weights and zero biases. Weights are uniform on ±√(6/(d+m)) unless told
 * otherwise, which keeps the spread of signals and gradients about the same from layer to layer.
 *
 * @param f1 the hidden activation, sigmoid unless told otherwise
 * @param f2 the output activation, identity unless told otherwise
 * @param initialiser how weights are drawn, `initialisers.xavier` unless told otherwise
 * @param random where the weights are drawn from, such as `random(1)`
 * @throws if d or m is not a whole number from 1, random is missing, or the weights would not fit into memory.
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
  requireNames("options", options, ["d", "m", "f1", "f2", "initialiser", "random"]);
  const { d, m, f1 = sigmoid, f2 = identity, initialiser = initialisers.xavier, random } = options;
  requireCount("d", d);
  requireCount("m", m);
  requireRandom(random);
  requireInitialiser(initialiser);
  requireMemory(`A network with d = ${d} and m = ${m}`, 2 * d * m);
  return autoencoder({
    W1: initialiser.weights(m, d, random),
    b1: zeros(m, 1) as Matrix,
    W2: initialiser.weights(d, m, random),
    b2: zeros(d, 1) as Matrix,
    f1,
    f2,
  });
}
