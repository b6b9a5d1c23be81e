import type { Matrix } from "mathjs";
import { rowsOf } from "../data/shape";
import type { Deviation } from "./forward-pass-settings";
import type { PenaltyGradient } from "./penalty-gradient";

/** The means of several deviations. */
export function averaged(deviations: readonly Deviation[]): Deviation {
  const mean = (of: (deviation: Deviation) => number) =>
    deviations.reduce((sum, deviation) => sum + of(deviation), 0) / deviations.length;
  return { cosine: mean(({ cosine }) => cosine), relativeError: mean(({ relativeError }) => relativeError) };
}

/** How far a gradient is from the right one. */
export function deviation(gradient: Matrix, right: Matrix): Deviation {
  const [g, r] = [gradient, right].map((M) => rowsOf(M).flat().map(Number)) as [number[], number[]];
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, entry, k) => sum + entry * (b[k] ?? 0), 0);
  const difference = g.map((entry, k) => entry - (r[k] ?? 0));
  return {
    cosine: dot(g, r) / Math.sqrt(dot(g, g) * dot(r, r)),
    relativeError: Math.sqrt(dot(difference, difference) / dot(r, r)),
  };
}

/** The largest difference of two gradients' entries, relative to the largest entry of the second. */
export function largestRelativeDifference(one: PenaltyGradient, two: PenaltyGradient): number {
  const of = (M: Matrix) => rowsOf(M).flat().map(Number);
  const [a, b] = [one, two].map(({ dJ_dW1, dJ_db1 }) => [...of(dJ_dW1), ...of(dJ_db1)]) as [
    number[],
    number[],
  ];
  const largest = b.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  return a.reduce((most, entry, k) => Math.max(most, Math.abs(entry - (b[k] ?? 0))), 0) / largest;
}
