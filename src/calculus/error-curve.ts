import { requireFunction, requireNumber, requireNumbers } from "../data/arguments";

/** How the error of a numerical derivative depends on its step. */
export class ErrorCurve {
  constructor(
    readonly steps: readonly number[],
    /** The relative error at each step; absolute where the exact slope is 0. */
    readonly errors: readonly number[],
    /** The first step with the smallest error. */
    readonly best: { readonly step: number; readonly error: number },
  ) {}
}

/** 10^(k/8): eight numbers in a decade, a constant factor apart. */
const decade = ["1", "1.3335", "1.7783", "2.3714", "3.1623", "4.2170", "5.6234", "7.4989"];

/**
 * Steps from 1e-16 to 1, eight in each decade, parsed from decimals, which every engine rounds alike. The
 * last bit of `10 ** x` differs between versions of V8, and with it the rounding errors that the curve shows.
 */
const defaultSteps = [
  ...Array.from({ length: 16 }, (_, k) => decade.map((digits) => Number(`${digits}e${k - 16}`))).flat(),
  1,
];

/**
 * The error of a numerical derivative for steps of all sizes: truncation dominates at large steps, rounding
 * at small ones.
 *
 * @param slope the numerical derivative as a function of the step
 * @param exact the exact derivative
 * @param steps Default: 1e-16 to 1, eight in each decade
 *
 * @example
 * const curve = errorCurve((h) => centralDifference(Math.exp, 1, h), Math.E);
 * curve.best.step > 1e-7 && curve.best.step < 1e-4 // → true
 * curve.best.error < 1e-10 // → true
 */
export function errorCurve(
  slope: (h: number) => number,
  exact: number,
  steps: readonly number[] = defaultSteps,
): ErrorCurve {
  requireFunction("slope", slope, "a function of the step");
  requireNumber("exact", exact, "a finite number");
  requireNumbers("steps", steps);
  const errors = steps.map((h) => Math.abs(slope(h) - exact) / (Math.abs(exact) || 1));
  const best = errors.reduce((least, error, k) => (error < (errors[least] ?? 0) ? k : least), 0);
  return new ErrorCurve(steps, errors, {
    step: steps[best] ?? Number.NaN,
    error: errors[best] ?? Number.NaN,
  });
}
