import type { Matrix } from "mathjs";
import { requireNumber } from "../../data/arguments";
import { rowsOf } from "../../data/matrix";
import { median, quantile } from "../../data/statistics";
import type { Autoencoder } from "../../model/autoencoder";
import { forward } from "../../model/passes";
import { rounded } from "../core/round";

/** How the hidden units of a network behave over some points. */
export interface UnitReport {
  /** p̂ of each unit, from the smallest to the largest, to four decimals. */
  readonly pHat: readonly number[];
  readonly mean: number;
  /** The smallest p̂, the quartiles, and the largest. */
  readonly quartiles: readonly number[];
  /** The fraction of units with |p̂ − p| ≤ .02. */
  readonly within: number;
  /** The fractions of units with p̂ below .001 and above .999. */
  readonly dead: number;
  readonly saturated: number;
  /** The median over the units of the variance of their activation. */
  readonly variance: number;
  /**
   * The fraction of units whose activation has a standard deviation below .01: they are about the same for
   * every point, for any p̂.
   */
  readonly constant: number;
}

/** A unit is at p if p̂ is at most this far from it. */
const tolerance = 0.02;

/** A unit is dead if p̂ is below it, saturated if p̂ is above 1 − it. */
const edge = 0.001;

/** A unit is constant if its standard deviation is below it. */
const constantBelow = 0.01;

/**
 * Reports p̂ and the variance of the hidden units of a network over the points of x. The variance matters:
 * p̂ ≈ p alone proves nothing, since a constant unit can have it by its bias.
 *
 * @param x d×N
 * @param p the target of the average activations
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 4, random: random(1) });
 * const report = unitReport(net, random(2).matrix(3, 50), 0.05);
 * [report.pHat.length, report.dead, report.constant] // → [4, 0, 0]
 */
export function unitReport(net: Autoencoder, x: Matrix, p: number): UnitReport {
  requireNumber("p", p, "a number from 0 to 1 such as 0.05", (target) => target >= 0 && target <= 1);
  const units = rowsOf(forward(net, x).a1).map((row) => meanAndVariance(row as readonly number[]));
  const pHat = units.map(({ mean }) => mean).sort((a, b) => a - b);
  const fraction = (holds: (unit: { mean: number; variance: number }) => boolean) =>
    units.filter(holds).length / units.length;
  return {
    pHat: pHat.map(rounded),
    mean: pHat.reduce((sum, value) => sum + value, 0) / pHat.length,
    quartiles: [0, 0.25, 0.5, 0.75, 1].map((of) => quantile(pHat, of)),
    within: fraction(({ mean }) => Math.abs(mean - p) <= tolerance),
    dead: fraction(({ mean }) => mean < edge),
    saturated: fraction(({ mean }) => mean > 1 - edge),
    variance: median(units.map(({ variance }) => variance)),
    constant: fraction(({ variance }) => variance < constantBelow * constantBelow),
  };
}

function meanAndVariance(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, variance };
}
