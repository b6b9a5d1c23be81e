import { type Matrix, map, multiply } from "mathjs";
import { refuse, requireNames, requireNumber } from "../data/arguments";
import { requireShape, size, sumOverPoints } from "../data/matrix";
import type { Penalty } from "./penalties";
import { type Network, stackOf } from "./stack";
import { forwardStack } from "./stack-passes";

/** The wish of part (h): a penalty that pulls the average activations of one layer to p. */
export interface Sparsity {
  readonly penalty: Penalty;
  /** β, how much it weighs beside J. */
  readonly beta: number;
  /** The average activation wished for. */
  readonly p: number;
  /** Which layer of a stack, counted from 0. The last hidden one unless told otherwise. */
  readonly layer?: number;
}

/**
 * p̂ⱼ = (1/N) Σᵢ aⱼ(xᵢ): the average activation of each hidden unit over the points of X. It needs
 * the forward pass and nothing else.
 *
 * @param X d×N
 * @param layer which layer of a stack, counted from 0; the last hidden one unless told otherwise
 * @returns m×1
 * @throws if X is no d×N matrix of finite numbers, or there is no such layer.
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
  const a = forwardStack(net, X).a[layer] as Matrix;
  return meanOverPoints(a);
}

/** (1/N) Σᵢ aᵢ, k×N to k×1. */
export function meanOverPoints(a: Matrix): Matrix {
  const [, N] = size(a);
  return multiply(1 / N, sumOverPoints(a));
}

/**
 * β g′(p̂ⱼ) of each unit: what the penalty adds to N ∂J/∂a of every point. The slope of the activation
 * does the rest, so that ∂J/∂z of unit j and point i gets (β/N) g′(p̂ⱼ) f′(zⱼᵢ); for a sigmoid that is
 * (β/N) g′(p̂ⱼ) aⱼᵢ (1 − aⱼᵢ).
 *
 * It is finite for every p̂ and β: what would be larger than the largest number is that number. Times the
 * slope of a dead sigmoid unit, at least 3e-308, that still is a pull of the right sign, exact up to
 * β p = 5 however dead the unit.
 *
 * **Saturated units.** For kl, ∂J/∂z of a unit with p̂ → 1 should tend to β(1 − p). In double precision it
 * does not: p̂ is an average of numbers near 1, which lie 2⁻⁵³ apart, and 1 − p̂ has lost its digits. With
 * β = 1 and p = .05 it is .951 for .950 at z = 30, .60 at z = 36.5, and from z = 37 on it falls as e⁻ᶻ, to
 * .04 at z = 40 and 2e-6 at z = 50: such a unit is no longer pulled back. Averages of 1 − a = σ(−z) beside
 * those of a would mend it; p̂ alone cannot tell. Towards p̂ = 0 nothing is lost.
 *
 * @param pHat m×1, from the whole forward pass; averages of other points, or of an earlier epoch, give
 *   another gradient than that of the penalised loss
 * @returns m×1, for `backward` and `backwardStack`
 * @throws if beta is negative or not finite, or as the penalty does.
 *
 * @example
 * sparsityPull({ penalty: penalties.squared, beta: 3, p: 0.05 }, column([0.25, 0.05])) // → [[1.2], [0]]
 */
export function sparsityPull(sparsity: Sparsity, pHat: Matrix): Matrix {
  requireSparsity(sparsity);
  const { penalty, beta, p } = sparsity;
  requireShape("pHat", pHat, ["m", 1], "m×1");
  return map(multiply(beta, penalty.derivative(pHat, p)), finite);
}

const finite = (pull: number): number => Math.min(Math.max(pull, -Number.MAX_VALUE), Number.MAX_VALUE);

/** The layer whose average activations are meant where none is named: the last hidden one. */
export function sparseLayer(net: Network, sparsity?: Sparsity): number {
  return sparsity?.layer ?? Math.max(0, stackOf(net).layers.length - 2);
}

/** @throws if the network has no layer with that number. */
export function requireLayer(net: Network, layer: number): void {
  const { layers } = stackOf(net);
  if (!layers[layer])
    throw new Error(`There is no layer ${layer}: they are numbered from 0 to ${layers.length - 1}.`);
}

/** @throws if the wish has a part that is unknown or makes no sense. */
export function requireSparsity(sparsity: Sparsity): void {
  requireNames("sparsity", sparsity, ["penalty", "beta", "p", "layer"]);
  const { penalty, beta, p } = sparsity;
  if (typeof penalty?.value !== "function" || typeof penalty.derivative !== "function")
    refuse("sparsity.penalty", penalty, "a penalty such as penalties.kl");
  requireNumber("beta", beta, "a finite number from 0 such as 0.1", (weight) => weight >= 0);
  penalty.value(p, p);
}
