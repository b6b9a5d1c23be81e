import { type Matrix, zeros } from "mathjs";
import { requireCount, requireMemory, requireNames, requireNumber } from "../data/inputs";
import { type Random, requireRandom } from "../data/random";
import { type Activation, identity, sigmoid } from "./activations";
import { type Initialiser, initialisers, requireInitialiser } from "./initialisers";
import { type Stack, stack } from "./layers";

/**
 * The network of part (g): d inputs, `linear` more layers of m units without an activation, the layer of
 * m units with f1, and d outputs with f2. Weights are random, biases zero.
 *
 * @param linear how many layers more, from 0 (the exam's network) on
 * @param width units in each of them, m unless told otherwise
 * @param f1 the activation of the one hidden layer that has one, sigmoid unless told otherwise
 * @param f2 the output activation, identity unless told otherwise
 * @param initialiser how weights are drawn, `initialisers.orthogonal` unless told otherwise, which lets
 *   signals through many linear layers as they are
 * @throws if d, m or width is no whole number from 1, or linear none from 0.
 *
 * @example
 * deepStack({ d: 64, m: 8, linear: 2, random: random(1) }).sizes // → [64, 8, 8, 8, 64]
 * deepStack({ d: 64, m: 8, linear: 0, random: random(1) }).sizes // → [64, 8, 64]
 */
export function deepStack(options: {
  readonly d: number;
  readonly m: number;
  readonly linear: number;
  readonly width?: number;
  readonly f1?: Activation;
  readonly f2?: Activation;
  readonly initialiser?: Initialiser;
  readonly random: Random;
}): Stack {
  requireNames("options", options, ["d", "m", "linear", "width", "f1", "f2", "initialiser", "random"]);
  const { d, m, linear, width = m, f1 = sigmoid, f2 = identity } = options;
  const { initialiser = initialisers.orthogonal, random } = options;
  for (const [name, value] of Object.entries({ d, m, width })) requireCount(name, value);
  requireNumber("linear", linear, "a whole number from 0", (k) => Number.isSafeInteger(k) && k >= 0);
  requireRandom(random);
  requireInitialiser(initialiser);
  const weights = linear === 0 ? 2 * d * m : width * (d + (linear - 1) * width + m) + d * m;
  requireMemory(`A network of ${linear} linear layers with d = ${d}, m = ${m} and width = ${width}`, weights);
  const sizes = [d, ...Array<number>(linear).fill(width), m, d];
  const activations = [...Array<Activation>(linear).fill(identity), f1, f2];
  return stack(
    activations.map((f, l) => {
      const [inputs, units] = sizes.slice(l) as [number, number];
      return { W: initialiser.weights(units, inputs, random), b: zeros(units, 1) as Matrix, f };
    }),
  );
}
