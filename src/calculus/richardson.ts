import { requireFunction, requireNumber } from "../data/inputs";
import { centralDifference } from "./central";

/** The first step, large enough for rounding not to matter yet. */
export function firstStep(x: number): number {
  requireNumber("x", x, "a finite number");
  return 0.1 * Math.max(1, Math.abs(x));
}

/** A derivative extrapolated from several steps, with an estimate of its error. */
export class Extrapolation {
  constructor(
    readonly value: number,
    /** About how far `value` may be off: the difference to its neighbours in the triangle. */
    readonly error: number,
    /** Row i: the central difference with step h/2ⁱ, then what i extrapolations make of it. */
    readonly triangle: readonly (readonly number[])[],
  ) {}
}

/**
 * The slope of f at x by Richardson's extrapolation: the error of a central difference is a series in
 * h², h⁴, …, and halving the step again and again lets one term after the other be eliminated,
 * T(i, k) = T(i, k−1) + (T(i, k−1) − T(i−1, k−1)) / (4ᵏ − 1). Of all entries of the triangle it
 * returns the one that differs least from its neighbours.
 *
 * Sources: L. F. Richardson (1911); C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)",
 * Advances in Engineering Software 4 (1982), 75–76.
 *
 * @param h the first step, 0.1·max(1, |x|) unless told otherwise; f must be smooth on x ± h
 * @throws if h is no number above 0, or f gives no finite number.
 *
 * @example
 * const slope = richardson(Math.exp, 1);
 * Math.abs(slope.value - Math.E) < 1e-11 // → true
 * slope.error < 1e-10 // → true
 */
export function richardson(f: (x: number) => number, x: number, h = firstStep(x)): Extrapolation {
  requireFunction("f", f, "a function of a number");
  const triangle: number[][] = [[centralDifference(f, x, h)]];
  let best = triangle[0]?.[0] ?? Number.NaN;
  let error = Number.POSITIVE_INFINITY;
  for (let i = 1; i < 8; i++) {
    const above = triangle[i - 1] ?? [];
    const row = [centralDifference(f, x, h / 2 ** i)];
    above.forEach((upper, k) => {
      const left = row[k] ?? Number.NaN;
      const next = left + (left - upper) / (4 ** (k + 1) - 1);
      const difference = Math.max(Math.abs(next - left), Math.abs(next - upper));
      if (difference < error) [best, error] = [next, difference];
      row.push(next);
    });
    triangle.push(row);
  }
  return new Extrapolation(best, error, triangle);
}
