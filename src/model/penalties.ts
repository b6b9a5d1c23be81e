import { type Matrix, map } from "mathjs";
import { requireNumber } from "../data/arguments";
import { requireShape, rowsOf } from "../data/matrix";

/** A penalty on the average activations p̂ of the hidden units, and its derivative. */
export interface Penalty {
  readonly name: string;
  /** Σⱼ g(p̂ⱼ), a number; p̂ is m×1, or one number. */
  value(pHat: Matrix | number, p: number): number;
  /** g′(p̂ⱼ) of each unit, m×1, or a number for a number. */
  derivative(pHat: Matrix, p: number): Matrix;
  derivative(pHat: number, p: number): number;
}

type OfOneUnit = (pHat: number, p: number) => number;

/** 0 ln(0/q) is 0, its limit. */
const timesLog = (p: number, q: number) => (p === 0 ? 0 : p * Math.log(p / q));

/** p̂ limited to numbers inside 0 and 1, where ln p̂ and 1/p̂ are finite: from 2⁻¹⁰²² to 1 − 2⁻⁵³. */
export const inside = (pHat: number) => Math.min(Math.max(pHat, 2 ** -1022), 1 - 2 ** -53);

/** The penalty of a column of units from that of one unit. */
export function penalty(
  name: string,
  g: OfOneUnit,
  derivativeOfOne: OfOneUnit,
  probabilities = false,
): Penalty {
  const requireInputs = (pHat: Matrix | number, p: number) => {
    requireNumber("p", p, "a number from 0 to 1 such as 0.05", (target) => target >= 0 && target <= 1);
    const entries = typeof pHat === "number" ? [pHat] : unitsOf(pHat);
    if (!entries.every(Number.isFinite))
      throw new Error(`pHat is ${pHat}, expected a finite number or an m×1 matrix.`);
    const outside = probabilities ? entries.find((entry) => !(entry >= 0 && entry <= 1)) : undefined;
    if (outside !== undefined)
      throw new Error(
        `pHat has the entry ${outside}, but ${name} needs averages from 0 to 1, as of sigmoid units.`,
      );
    return entries;
  };
  function derivative(pHat: Matrix, p: number): Matrix;
  function derivative(pHat: number, p: number): number;
  function derivative(pHat: Matrix | number, p: number): Matrix | number {
    requireInputs(pHat, p);
    return typeof pHat === "number"
      ? derivativeOfOne(pHat, p)
      : map(pHat, (entry: number) => derivativeOfOne(entry, p));
  }
  const value = (pHat: Matrix | number, p: number) =>
    requireInputs(pHat, p).reduce((total, entry) => total + g(entry, p), 0);
  return { name, value, derivative };
}

function unitsOf(pHat: Matrix): readonly number[] {
  requireShape("pHat", pHat, ["m", 1], "m×1");
  return rowsOf(pHat).map(([entry]) => Number(entry));
}

/**
 * The penalties of part (h) on the average activations p̂, for a target p.
 *
 * | name | g(p̂) | g′(p̂) | minimum |
 * |---|---|---|---|
 * | kl | p ln(p/p̂) + (1−p) ln((1−p)/(1−p̂)) | (1−p)/(1−p̂) − p/p̂ | p̂ = p |
 * | squared | (p̂ − p)² | 2(p̂ − p) | p̂ = p |
 * | l2 | p̂² | 2p̂ | p̂ = 0 |
 * | hinge | max(0, (1−p̂)p) | −p | p̂ = 1 |
 *
 * kl is the Kullback–Leibler divergence: the paper's NLL with its missing sign. At p̂ = 0 and p̂ = 1, where
 * kl and its derivative are infinite, they take their values at the nearest number inside. Near p̂ = 1 the
 * derivative loses precision: see `sparsityPull`.
 *
 * @throws if p is not from 0 to 1, pHat is not a column, or for kl if an average is outside 0 to 1.
 *
 * @example
 * penalties.kl.value(column([0.05, 0.05]), 0.05) // → 0
 * penalties.squared.derivative(column([0.25, 0]), 0.05) // → [[0.4], [-0.1]]
 * penalties.l2.value(0.5, 0.05) // → 0.25
 * penalties.hinge.derivative(0.3, 0.05) // → -0.05
 */
export const penalties = {
  kl: penalty(
    "kl",
    (pHat, p) => timesLog(p, inside(pHat)) + timesLog(1 - p, 1 - inside(pHat)),
    (pHat, p) => (1 - p) / (1 - inside(pHat)) - p / inside(pHat),
    true,
  ),
  squared: penalty(
    "squared",
    (pHat, p) => (pHat - p) ** 2,
    (pHat, p) => 2 * (pHat - p),
  ),
  l2: penalty(
    "l2",
    (pHat) => pHat ** 2,
    (pHat) => 2 * pHat,
  ),
  hinge: penalty(
    "hinge",
    (pHat, p) => Math.max(0, (1 - pHat) * p),
    (pHat, p) => (pHat < 1 ? -p : 0),
  ),
} as const;
