import type { Matrix } from "mathjs";
import { isMatrix, refuse, requireNames, requireObject } from "../data/arguments";
import { requireShape } from "../data/matrix";
import { type Activation, requireActivation } from "./activations";

/** The weights and biases, which the gradient step changes. */
export interface Parameters {
  /** m×d */
  readonly W1: Matrix;
  /** m×1 */
  readonly b1: Matrix;
  /** d×m */
  readonly W2: Matrix;
  /** d×1 */
  readonly b2: Matrix;
}

/** The exam's network: d inputs, m hidden units with the activation f1, d outputs with the activation f2. */
export class Autoencoder implements Parameters {
  constructor(
    readonly W1: Matrix,
    readonly b1: Matrix,
    readonly W2: Matrix,
    readonly b2: Matrix,
    readonly f1: Activation,
    readonly f2: Activation,
    /** The number of inputs, and of outputs. */
    readonly d: number,
    /** The number of hidden units. */
    readonly m: number,
  ) {}
}

/**
 * Returns a network with the given weights and biases, W1 m×d, b1 m×1, W2 d×m, b2 d×1, and activations
 * f1 (hidden) and f2 (output).
 *
 * To change a part of a network, make another: `autoencoder({ ...net, W2 })`. The matrices are not copied,
 * since that would take an eighth of the time of a training step. So change a matrix with `subset`, which
 * returns a new one, not with `set`.
 *
 * @throws naming the matrix whose shape does not fit the other three, or an unknown part.
 *
 * @example
 * import { matrix } from "mathjs";
 * const W1 = matrix([[1, 0, 2], [0, 1, -1]]);
 * const W2 = matrix([[1, 0], [0, 1], [1, 1]]);
 * const net = autoencoder({ W1, b1: column([0, 0]), W2, b2: column([0, 0, 0]), f1: sigmoid, f2: identity });
 * [net.d, net.m] // → [3, 2]
 * autoencoder({ ...net, W1: W2 }) // → throws W1 is 3×2, expected 2×3 (m×d).
 */
export function autoencoder(
  parts: Parameters & { readonly f1: Activation; readonly f2: Activation },
): Autoencoder {
  requireObject("parts", parts, "an object { W1, b1, W2, b2, f1, f2 }");
  // { ...net } contains d and m; they are computed again.
  requireNames("parts", parts, ["W1", "b1", "W2", "b2", "f1", "f2", "d", "m"]);
  const { W1, b1, W2, b2, f1, f2 } = parts;
  // Accept any sizes first: only all four matrices together show which one is wrong.
  const [[m1, d1], [m2], [d3, m3], [d4]] = [
    requireShape("W1", W1, ["m", "d"]),
    requireShape("b1", b1, ["m", "1"]),
    requireShape("W2", W2, ["d", "m"]),
    requireShape("b2", b2, ["d", "1"]),
  ];
  const m = agreed(m1, m3, m2);
  const d = agreed(d1, d3, d4);
  requireShape("W1", W1, [m, d], "m×d");
  requireShape("b1", b1, [m, 1], "m×1");
  requireShape("W2", W2, [d, m], "d×m");
  requireShape("b2", b2, [d, 1], "d×1");
  requireActivation("f1", f1);
  requireActivation("f2", f2);
  return new Autoencoder(W1, b1, W2, b2, f1, f2, d, m);
}

/** @throws if `net` is not a network made by `autoencoder`. */
export function requireAutoencoder(name: string, net: Autoencoder): void {
  const expected = "the exam's network: make one with randomAutoencoder or autoencoder";
  requireObject(name, net, expected);
  if ("layers" in net) refuse(name, net, `${expected}, or from a stack of two layers with autoencoderOf`);
  if (!(isMatrix(net.W1) && isMatrix(net.b1) && isMatrix(net.W2) && isMatrix(net.b2)))
    refuse(name, net, expected);
}

/** The size that at least two of the three have, so the error names the third. */
function agreed(weights1: number, weights2: number, bias: number): number {
  return weights1 === weights2 ? weights1 : bias;
}
