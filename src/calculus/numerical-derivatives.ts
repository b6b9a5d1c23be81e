/** Three ways to measure the slope of a function of one number: central differences, a complex step, Richardson's extrapolation. */
import { type Complex, complex, isComplex, type MathType } from "mathjs";
import { inWords, requireFunction, requireNumber } from "../data/arguments";

/** The most accurate step of a central difference: truncation (h²) and rounding (ε/h) are equal near h = ∛ε. */
export function automaticStep(x: number): number {
  requireNumber("x", x, "a finite number");
  return Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(x));
}

/**
 * The slope of f at x from both sides, (f(x+h) − f(x−h)) / 2h. Its error is h² f‴/6 from truncation
 * plus about ε|f|/h from rounding: near 1e-10 with the automatic step.
 *
 * @param h the step. Default: `automaticStep(x)`
 * @throws if h is not a number above 0, or f returns something other than a finite number.
 *
 * @example
 * Math.abs(centralDifference((x) => x ** 3, 2) - 12) < 1e-9 // → true
 * centralDifference((x) => x ** 2, 3, 0.5) // → 6
 */
export function centralDifference(f: (x: number) => number, x: number, h = automaticStep(x)): number {
  requireInputs(f, x, h);
  // x ± h are rounded, so divide by their true distance. If h is so small that both round to x, the
  // slope comes out as 0.
  const right = x + h;
  const left = x - h;
  return (finiteValue(f, right) - finiteValue(f, left)) / (right - left || 2 * h);
}

/**
 * The slope of f at x by a step in the imaginary direction, Im f(x + ih) / h. Nothing is subtracted, so
 * nothing cancels and h may be tiny: the error is near 1e-16.
 *
 * f must be analytic and computed on complex numbers throughout: mathjs functions, no conjugate, no
 * absolute value.
 *
 * Source: W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real functions",
 * SIAM Review 40 (1998), 110–112.
 *
 * @param h the step. Default: 1e-20
 * @throws if f does not return a finite complex number for a complex argument.
 *
 * @example
 * import { exp } from "mathjs";
 * complexStep((z) => exp(z), 1) // → Math.E
 * complexStep(() => 3, 1) // → throws f returned 3 for a complex argument, so its slope cannot be measured: write f with mathjs functions, or use central differences.
 */
export function complexStep(f: (z: Complex) => MathType, x: number, h = 1e-20): number {
  requireInputs(f, x, h);
  const value = f(complex(x, h));
  if (!isComplex(value))
    throw new Error(
      `f returned ${value} for a complex argument, so its slope cannot be measured: write f with mathjs functions, or use central differences.`,
    );
  if (!Number.isFinite(value.re) || !Number.isFinite(value.im))
    throw new Error(`f(${x} + ${h}i) is ${value}, expected finite numbers: f has no slope to measure there.`);
  return value.im / h;
}

/** The first step of Richardson's extrapolation, so large that rounding does not matter yet. */
export function firstStep(x: number): number {
  requireNumber("x", x, "a finite number");
  return 0.1 * Math.max(1, Math.abs(x));
}

/** A slope extrapolated from several steps. */
export interface Extrapolation {
  readonly value: number;
  /** An estimate of the error of `value`: its difference from the neighbouring extrapolations. */
  readonly error: number;
}

/**
 * The slope of f at x by Richardson's extrapolation. The error of a central difference is a series in
 * h², h⁴, …; each halving of the step eliminates one more term:
 * T(i, k) = T(i, k−1) + (T(i, k−1) − T(i−1, k−1)) / (4ᵏ − 1). Returns the T(i, k) that differs least from
 * its neighbours.
 *
 * Sources: L. F. Richardson (1911); C. J. F. Ridders, "Accurate computation of F′(x) and F′(x)F″(x)",
 * Advances in Engineering Software 4 (1982), 75–76.
 *
 * @param h the first step; f must be smooth on x ± h. Default: 0.1·max(1, |x|)
 * @throws if h is not a number above 0, or f returns something other than a finite number.
 *
 * @example
 * const slope = richardson(Math.exp, 1);
 * Math.abs(slope.value - Math.E) < 1e-11 // → true
 * slope.error < 1e-10 // → true
 */
export function richardson(f: (x: number) => number, x: number, h = firstStep(x)): Extrapolation {
  let above = [centralDifference(f, x, h)];
  let best = { value: above[0] ?? Number.NaN, error: Number.POSITIVE_INFINITY };
  for (let i = 1; i < 8; i++) {
    const row = [centralDifference(f, x, h / 2 ** i)];
    for (const [k, upper] of above.entries()) {
      const left = row[k] ?? Number.NaN;
      const value = left + (left - upper) / (4 ** (k + 1) - 1);
      const error = Math.max(Math.abs(value - left), Math.abs(value - upper));
      if (error < best.error) best = { value, error };
      row.push(value);
    }
    above = row;
  }
  return best;
}

/** @throws if f is not a function, x not a finite number, or h not a finite number above 0. */
function requireInputs(f: unknown, x: number, h: number): void {
  requireFunction("f", f, "a function of a number");
  requireNumber("x", x, "a finite number");
  requireNumber("The step", h, "a number above 0 such as 1e-5", (step) => step > 0);
}

/** f(x). @throws if it is not a finite number. */
export function finiteValue(f: (x: number) => number, x: number): number {
  const value = f(x);
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new Error(
      `f(${x}) is ${inWords(value)}, expected a finite number: f has no slope to measure there.`,
    );
  return value;
}
