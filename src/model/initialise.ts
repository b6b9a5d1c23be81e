import { type Matrix, matrix, zeros } from "mathjs";
import { refuse, requireCount, requireMemory, requireNames, requireNumber } from "../data/arguments";
import { rowsOf } from "../data/matrix";
import { type Random, requireRandom } from "../data/random";
import { type Activation, identity, sigmoid } from "./activations";
import { type Autoencoder, autoencoder } from "./autoencoder";
import { type Stack, stack } from "./stack";

/** A way to draw the first weights of a layer. */
export interface Initialiser {
  readonly name: string;
  /** A rows×columns weight matrix: `rows` units, each with `columns` inputs. */
  weights(rows: number, columns: number, random: Random): Matrix;
}

function initialiser(name: string, draw: Initialiser["weights"]): Initialiser {
  return {
    name,
    weights(rows, columns, random) {
      requireCount("rows", rows);
      requireCount("columns", columns);
      requireRandom(random);
      return draw(rows, columns, random);
    },
  };
}

/** @throws if it is not an initialiser, such as `initialisers.gaussian` without its standard deviation. */
function requireInitialiser(initialiser: Initialiser): void {
  if (typeof initialiser?.weights !== "function")
    refuse("initialiser", initialiser, "one such as initialisers.xavier or initialisers.gaussian(0.01)");
}

/**
 * Ways to draw the weights before training.
 *
 * | name | weights of a layer with `in` inputs and `out` units | source |
 * |---|---|---|
 * | xavier | uniform on ±√(6/(in+out)) | X. Glorot and Y. Bengio, AISTATS 2010, equation 16 |
 * | he | normal, standard deviation √(2/in) | K. He et al., ICCV 2015, equation 10 |
 * | orthogonal | orthonormal rows or columns, whichever are fewer | A. Saxe, J. McClelland and S. Ganguli, ICLR 2014 |
 * | gaussian(sd) | normal, standard deviation sd | |
 *
 * xavier keeps the spread of signals and gradients about the same through sigmoid-like layers, he through
 * relu layers. orthogonal keeps it exactly through linear layers; with a small gaussian it vanishes.
 *
 * @throws if a size is not a whole number from 1, or sd is not above 0.
 *
 * @example
 * import { multiply, norm, subtract, transpose } from "mathjs";
 * const W = initialisers.orthogonal.weights(2, 5, random(1));
 * W.size() // → [2, 5]
 * multiply(W, transpose(W)) // → [[1, 0], [0, 1]]
 */
export const initialisers = {
  xavier: initialiser("xavier", (rows, columns, random) => {
    const limit = Math.sqrt(6 / (rows + columns));
    return random.matrix(rows, columns, () => limit * (2 * random.uniform() - 1));
  }),
  he: initialiser("he", (rows, columns, random) => {
    const sd = Math.sqrt(2 / columns);
    return random.matrix(rows, columns, () => sd * random.normal());
  }),
  orthogonal: initialiser("orthogonal", (rows, columns, random) => {
    const few = Math.min(rows, columns);
    const vectors = orthonormal(rowsOf(random.matrix(few, Math.max(rows, columns))) as number[][]);
    return matrix(
      Array.from({ length: rows }, (_, i) =>
        Array.from({ length: columns }, (_, j) => (rows <= columns ? vectors[i]?.[j] : vectors[j]?.[i]) ?? 0),
      ),
    );
  }),
  gaussian(sd: number): Initialiser {
    requireNumber("sd", sd, "a number above 0 such as 0.01", (spread) => spread > 0);
    return initialiser("gaussian", (rows, columns, random) =>
      random.matrix(rows, columns, () => sd * random.normal()),
    );
  },
} as const;

/** The rows made orthonormal by the Gram–Schmidt process, applied twice to remove rounding errors. */
function orthonormal(rows: readonly (readonly number[])[]): number[][] {
  const done: number[][] = [];
  for (const row of rows) {
    const left = [...row];
    for (const other of [...done, ...done]) {
      const along = dot(left, other);
      for (const [k, entry] of other.entries()) left[k] = (left[k] ?? 0) - along * entry;
    }
    const length = Math.sqrt(dot(left, left));
    done.push(left.map((entry) => entry / length));
  }
  return done;
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, entry, k) => sum + entry * (b[k] ?? 0), 0);

/**
 * The exam's network with random weights and zero biases.
 *
 * @param options d, m, `random` such as `random(1)`; the activations f1 (default: sigmoid) and f2 (default:
 *   identity); the initialiser (default: xavier, uniform on ±√(6/(d+m)))
 * @throws if d or m is not a whole number from 1, random is missing, or the weights do not fit into memory.
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

/**
 * The network of part (g): d inputs, `linear` extra layers without an activation, the hidden layer of m
 * units with f1, and d outputs with f2. Weights are random, biases zero.
 *
 * @param options d, m, `linear` from 0 (the exam's network), `random`; the width of the linear layers
 *   (default: m), the activations f1 (default: sigmoid) and f2 (default: identity), and the initialiser
 *   (default: orthogonal, which keeps signals the same size through many linear layers)
 * @throws if d, m or width is not a whole number from 1, or linear is not one from 0.
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
