import { type Complex, complex, isComplex, type MathType } from "mathjs";
import { inWords, requireFunction, requireNumber } from "../data/arguments";

/**
 * The step at which a central difference is about best: truncation grows as h², rounding as ε/h, and
 * they meet near h = ∛ε, scaled to x where x is large.
 *
 * @example
 * automaticStep(0) // → Math.cbrt(Number.EPSILON)
 * automaticStep(-1000) // → 1000 * Math.cbrt(Number.EPSILON)
 */
export function automaticStep(x: number): number {
  requireNumber("x", x, "a finite number");
  return Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(x));
}

/**
 * The slope of f at x from both sides, (f(x+h) − f(x−h)) / 2h. Its error is h² f‴/6 from truncation
 * plus about ε|f|/h from rounding: near 1e-10 with the automatic step.
 *
 * @param h the step; `automaticStep(x)` unless told otherwise
 * @throws if h is no number above 0, or f gives no finite number.
 *
 * @example
 * Math.abs(centralDifference((x) => x ** 3, 2) - 12) < 1e-9 // → true
 * centralDifference((x) => x ** 2, 3, 0.5) // → 6
 */
export function centralDifference(f: (x: number) => number, x: number, h = automaticStep(x)): number {
  requireFunction("f", f, "a function of a number");
  requireNumber("x", x, "a finite number");
  requireStep(h);
  // x ± h are rounded; dividing by the distance between what they became removes that error. Where h is
  // so small that they are the same, the formula's answer is 0.
  const right = x + h;
  const left = x - h;
  return (finiteValue(f, right) - finiteValue(f, left)) / (right - left || 2 * h);
}

/** @throws if h is no finite number above 0. */
export function requireStep(h: number): void {
  requireNumber("The step", h, "a number above 0 such as 1e-5", (step) => step > 0);
}

/** f(x). @throws if it is no finite number. */
export function finiteValue(f: (x: number) => number, x: number): number {
  const value = f(x);
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new Error(
      `f(${x}) is ${inWords(value)}, expected a finite number: f has no slope to measure there.`,
    );
  return value;
}

/**
 * The slope of f at x by a step in the imaginary direction, Im f(x + ih) / h. Nothing is subtracted,
 * so nothing is cancelled and h may be tiny: the error is near 1e-16.
 *
 * f must be analytic and computed on complex numbers throughout: mathjs functions, no conjugate, no
 * absolute value.
 *
 * Source: W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions",
 * SIAM Review 40 (1998), 110–112.
 *
 * @param h the step, 1e-20 unless told otherwise
 * @throws if f gives no complex number of finite parts for a complex argument.
 *
 * @example
 * import { exp } from "mathjs";
 * complexStep((z) => exp(z), 1) // → Math.E
 * complexStep(() => 3, 1) // → throws f returned 3 for a complex argument, so its slope cannot be seen: write f with mathjs functions, or use central differences.
 */
export function complexStep(f: (z: Complex) => MathType, x: number, h = 1e-20): number {
  requireFunction("f", f, "a function of a complex number");
  requireNumber("x", x, "a finite number");
  requireFunction("f", f, "a function of a complex number");
  requireNumber("x", x, "a finite number");
  requireStep(h);
  const value = f(complex(x, h));
  if (!isComplex(value))
    throw new Error(
      `f returned ${value} for a complex argument, so its slope cannot be seen: write f with mathjs functions, or use central differences.`,
    );
  if (!Number.isFinite(value.re) || !Number.isFinite(value.im))
    throw new Error(`f(${x} + ${h}i) is ${value}, expected finite numbers: f has no slope to measure there.`);
  return value.im / h;
}

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
