import { type Matrix, multiply, ones } from "mathjs";
import { size } from "../data/shape";
import type { Autoencoder } from "./autoencoder";
import { forward } from "./passes";

/**
 * p̂ⱼ = (1/N) Σᵢ a1ⱼ(xᵢ): the average activation of each hidden unit over the points of X. It needs
 * the forward pass and nothing else.
 *
 * @param X d×N
 * @returns m×1
 * @throws if X is no d×N matrix of finite numbers.
 *
 * @example
 * import { matrix } from "mathjs";
 * const W1 = matrix([[1, 0, 2], [0, 1, -1]]);
 * const W2 = matrix([[1, 0], [0, 1], [1, 1]]);
 * const net = autoencoder({ W1, b1: column([0, 1]), W2, b2: column([0, 0, 1]), f1: identity, f2: identity });
 * averageActivation(net, matrix([[1, 0], [2, 0], [3, 0]])) // → [[3.5], [0.5]]
 */
export function averageActivation(net: Autoencoder, X: Matrix): Matrix {
  const { a1 } = forward(net, X);
  const [, N] = size(X);
  return multiply(1 / N, multiply(a1, ones(N, 1) as Matrix));
}
