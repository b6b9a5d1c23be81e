import { type Matrix, map, multiply } from "mathjs";
import { refuse, requireNames, requireNumber } from "../data/arguments";
import { requireShape, size, sumOverPoints } from "../data/matrix";
import type { Penalty } from "./penalties";
import { type Network, stackOf } from "./stack";
import { forwardStack } from "./stack-passes";

/** The sparsity term of part (h): a penalty that pulls the average activations of one layer to p. */
export interface Sparsity {
  readonly penalty: Penalty;
  /** β, the weight of the penalty relative to J. */
  readonly beta: number;
  /** The target of the average activations. */
  readonly p: number;
  /** The layer of a stack, counted from 0. Default: the last hidden layer. */
  readonly layer?: number;
}

/**
 * The average activation p̂ⱼ = (1/N) Σᵢ aⱼ(xᵢ) of each hidden unit over the points of X. It needs only the
 * forward pass.
 *
 * @param X d×N
 * @param layer the layer of a stack, counted from 0. Default: the last hidden layer
 * @returns m×1
 * @throws if X is not a d×N matrix of finite numbers, or there is no such layer.
 *
 * @example
 * import { matrix } from "mathjs";
 * const W1 = matrix([[1, 0, 2], [0, 1, -1]]);
 * const W2 = matrix([[1, 0], [0, 1], [1, 1]]);
 * const net = autoencoder({ W1, b1: column([0, 1]), W2, b2: column([0, 0, 0]), f1: identity, f2: identity });
 * averageActivation(net, matrix([[1, 0], [2, 0], [3, 0]])) // → [[3.5], [0.5]]
 */
export function averageActivation(net: Network, X: Matrix, layer = sparseLayer(net)): Matrix {
  requireLayer(net, layer);
  return meanOverPoints(forwardStack(net, X).a[layer] as Matrix);
}

/** (1/N) Σᵢ aᵢ, k×N to k×1. */
export function meanOverPoints(a: Matrix): Matrix {
  return multiply(1 / size(a)[1], sumOverPoints(a));
}

/**
 * The pull β g′(p̂ⱼ) of each unit, which the penalty adds to N ∂J/∂a of each point. The backward pass then
 * multiplies by f′: ∂J/∂z of unit j and point i gets (β/N) g′(p̂ⱼ) f′(zⱼᵢ), for a sigmoid
 * (β/N) g′(p̂ⱼ) aⱼᵢ (1 − aⱼᵢ).
 *
 * The pull is limited to the largest finite number. For a dead sigmoid unit, whose derivative is at least
 * 3e-308, the product still has the right sign, and is exact up to β p = 5.
 *
 * **Saturated units.** For kl, ∂J/∂z of a unit with p̂ → 1 should approach β(1 − p). In double precision it
 * does not: numbers just below 1 are 2⁻⁵³ apart, so 1 − p̂ loses its digits. With β = 1 and p = .05 it is
 * .951 instead of .950 at z = 30, .60 at z = 36.5, .04 at z = 40 and 2e-6 at z = 50: the penalty no longer
 * pulls such a unit back. Averaging 1 − a = σ(−z) as well would fix this; p̂ alone cannot. Near p̂ = 0
 * nothing is lost.
 */
export function sparsityPull(sparsity: Sparsity, pHat: Matrix): Matrix {
  requireSparsity(sparsity);
  const { penalty, beta, p } = sparsity;
  requireShape("pHat", pHat, ["m", 1], "m×1");
  return map(multiply(beta, penalty.derivative(pHat, p)), finite);
}

const finite = (pull: number): number => Math.min(Math.max(pull, -Number.MAX_VALUE), Number.MAX_VALUE);

/** The layer that a penalty acts on. Default: the last hidden layer. */
export function sparseLayer(net: Network, sparsity?: Sparsity): number {
  return sparsity?.layer ?? Math.max(0, stackOf(net).layers.length - 2);
}

/** @throws if the network has no layer with this number. */
export function requireLayer(net: Network, layer: number): void {
  const { layers } = stackOf(net);
  if (!layers[layer])
    throw new Error(`There is no layer ${layer}: layers are numbered from 0 to ${layers.length - 1}.`);
}

/** @throws if a part is unknown or invalid. */
export function requireSparsity(sparsity: Sparsity): void {
  requireNames("sparsity", sparsity, ["penalty", "beta", "p", "layer"]);
  const { penalty, beta, p } = sparsity;
  if (typeof penalty?.value !== "function" || typeof penalty.derivative !== "function")
    refuse("sparsity.penalty", penalty, "a penalty such as penalties.kl");
  requireNumber("beta", beta, "a finite number of at least 0, such as 0.1", (weight) => weight >= 0);
  penalty.value(p, p);
}
