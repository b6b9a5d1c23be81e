import { inWords, requireFunction, requireNumber } from "../data/inputs";
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
