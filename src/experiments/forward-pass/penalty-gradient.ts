import { add, dotMultiply, type Matrix, map, multiply, transpose, zeros } from "mathjs";
import { broadcast, largestDifference, requireShape, rowsOf, size, sumOverPoints } from "../../data/matrix";
import { type Autoencoder, requireAutoencoder } from "../../model/autoencoder";
import { forward } from "../../model/passes";
import { averageActivation, type Sparsity, sparsityPull } from "../../model/sparsity";
import type { Deviation } from "./settings";

/** The part of the hidden layer's gradient that comes from a sparsity penalty. */
export interface PenaltyGradient {
  /** m×d */
  readonly dJ_dW1: Matrix;
  /** m×1 */
  readonly dJ_db1: Matrix;
}

/**
 * What the penalty β Σⱼ g(p̂ⱼ) adds to ∂J/∂W1 and ∂J/∂b1, computed as the formulas are written: point i
 * adds (β/N) g′(p̂ⱼ) a′ⱼᵢ xᵢᵀ to row j, with a′ = f1′(z1), which is a(1−a) for sigmoid units. It takes two
 * passes over the points: one for the averages, one for the gradient.
 *
 * @param x d×N
 * @param pHat m×1, the averages. Default: those over x
 * @throws if shapes do not fit.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = column([1, 0.5, 0]);
 * const g = penaltyGradient(net, x, { penalty: penalties.kl, beta: 3, p: 0.05 });
 * [g.dJ_dW1.size(), g.dJ_db1.size()] // → [[2, 3], [2, 1]]
 */
export function penaltyGradient(
  net: Autoencoder,
  x: Matrix,
  sparsity: Sparsity,
  pHat: Matrix = averageActivation(net, x),
): PenaltyGradient {
  const { z1 } = forward(net, x);
  const [, N] = size(z1);
  const pull = broadcast(sparsityPull(sparsity, pHat), N);
  const dJ_dz1 = dotMultiply(multiply(1 / N, pull), map(z1, net.f1.derivative));
  return { dJ_dW1: multiply(dJ_dz1, transpose(x)), dJ_db1: sumOverPoints(dJ_dz1) };
}

/**
 * The same in one pass over the points: it sums aⱼᵢ, a′ⱼᵢ and a′ⱼᵢ xᵢᵀ, and scales each row by (β/N) g′(p̂ⱼ)
 * at the end. p̂ⱼ still comes from the forward passes of all points, before the gradient of the penalty
 * exists. This saves only the second pass.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = random(2).matrix(3, 5);
 * const kl = { penalty: penalties.kl, beta: 3, p: 0.05 };
 * penaltyGradientInOnePass(net, x, kl) // → penaltyGradient(net, x, kl)
 */
export function penaltyGradientInOnePass(net: Autoencoder, x: Matrix, sparsity: Sparsity): PenaltyGradient {
  requireAutoencoder("net", net);
  const [d, N] = requireShape("x", x, [net.d, "N"], "d×N");
  const rows = rowsOf(x);
  let activations = zeros(net.m, 1) as Matrix;
  let slopes = zeros(net.m, 1) as Matrix;
  let products = zeros(net.m, d) as Matrix;
  for (let i = 0; i < N; i++) {
    const point = map(zeros(d, 1) as Matrix, (_, [row]) => Number(rows[row ?? 0]?.[i]));
    const { z1, a1 } = forward(net, point);
    const slope = map(z1, net.f1.derivative);
    activations = add(activations, a1);
    slopes = add(slopes, slope);
    products = add(products, multiply(slope, transpose(point)));
  }
  return scaledSums({ N, slopes, products }, sparsity, multiply(1 / N, activations));
}

/** The factors of the penalty's gradient that do not depend on p̂: sums over N points. */
interface SlopeSums {
  readonly N: number;
  /** m×1, Σ a′ⱼᵢ */
  readonly slopes: Matrix;
  /** m×d, Σ a′ⱼᵢ xᵢᵀ */
  readonly products: Matrix;
}

/** The sums over the points of x. */
export function slopeSums(net: Autoencoder, x: Matrix): SlopeSums {
  const slopes = map(forward(net, x).z1, net.f1.derivative);
  return { N: size(x)[1], slopes: sumOverPoints(slopes), products: multiply(slopes, transpose(x)) };
}

/** The penalty's gradient for any p̂ from these sums: row j is scaled by (β/N) g′(p̂ⱼ). */
export function scaledSums(
  { N, slopes, products }: SlopeSums,
  sparsity: Sparsity,
  pHat: Matrix,
): PenaltyGradient {
  const factor = multiply(1 / N, sparsityPull(sparsity, pHat));
  const [, d] = size(products);
  return {
    dJ_dW1: dotMultiply(broadcast(factor, d), products),
    dJ_db1: dotMultiply(factor, slopes),
  };
}

/** The means of several deviations. */
export function averaged(deviations: readonly Deviation[]): Deviation {
  const mean = (of: (deviation: Deviation) => number) =>
    deviations.reduce((sum, deviation) => sum + of(deviation), 0) / deviations.length;
  return { cosine: mean(({ cosine }) => cosine), relativeError: mean(({ relativeError }) => relativeError) };
}

const entriesOf = (M: Matrix): number[] => rowsOf(M).flat().map(Number);

/** The error of a gradient. */
export function deviation(gradient: Matrix, right: Matrix): Deviation {
  const [g, r] = [entriesOf(gradient), entriesOf(right)];
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, entry, k) => sum + entry * (b[k] ?? 0), 0);
  const difference = g.map((entry, k) => entry - (r[k] ?? 0));
  return {
    cosine: dot(g, r) / Math.sqrt(dot(g, g) * dot(r, r)),
    relativeError: Math.sqrt(dot(difference, difference) / dot(r, r)),
  };
}

/** The largest difference between the entries of two gradients, relative to the largest entry of the second. */
export function largestRelativeDifference(one: PenaltyGradient, two: PenaltyGradient): number {
  const difference = Math.max(
    largestDifference(one.dJ_dW1, two.dJ_dW1),
    largestDifference(one.dJ_db1, two.dJ_db1),
  );
  const entries = [two.dJ_dW1, two.dJ_db1].flatMap(entriesOf);
  return difference / entries.reduce((largest, entry) => Math.max(largest, Math.abs(entry)), 0);
}
