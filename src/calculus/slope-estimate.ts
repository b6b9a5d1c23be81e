import { requireFunction, requireNumber } from "../data/arguments";
import { finiteValue, requireStep } from "./numerical-derivatives";

/** A slope that was measured with several steps, and how far it may be off. */
export interface Sighted {
  readonly slope: number;
  readonly error: number;
}

/**
 * The slope of f at x with what rounding leaves of it, told from f alone: central differences with the steps
 * h, 4h, 16h and 64h, which rounding reaches ever less. Where they agree, it is the slope that they agree on.
 *
 * Its error is how far they lie apart, and at least ten times what the rounding of f's own values makes; of
 * these at least ε² is taken, the square of a rounding error, which is all that is left of a loss at its
 * minimum. Where f does not change at all, what it was computed from may have been of the size of 1.
 *
 * @returns an error of Infinity where f gives no finite numbers that far from x
 *
 * @example
 * import { sight } from "../src/calculus/sight";
 * const { slope, error } = sight((w) => w * w, 1e12, 6e6);
 * [slope, error < 1e4] // → [2e12, true]
 * sight((w) => 1 + 1e-12 * w, 1, 6e-6).error > 1e-11 // → true
 */
export function sight(f: (x: number) => number, x: number, h: number): Sighted {
  let largest = 0;
  const slopes = [h, 4 * h, 16 * h, 64 * h].map((step) => {
    const [right, left] = [x + step, x - step];
    const [above, below] = [reading(f, right), reading(f, left)];
    largest = Math.max(largest, Math.abs(above), Math.abs(below));
    return (above - below) / (right - left || 2 * step);
  });
  const [slope = Number.NaN] = slopes;
  const apart = Math.max(...slopes) - Math.min(...slopes);
  const still = slopes.every((other) => other === 0);
  const error = Math.max(apart, leastError(Math.max(largest, still ? 1 : Number.EPSILON), h));
  return { slope, error: Number.isFinite(error) ? error : Number.POSITIVE_INFINITY };
}

/** What the rounding of values of such a size makes of a slope that is measured with the step h, times ten. */
export const leastError = (value: number, h: number): number => (10 * Number.EPSILON * Math.abs(value)) / h;

/** NaN where f has no value: so far from x it may leave what it is defined on. */
function reading(f: (x: number) => number, x: number): number {
  try {
    return Number(f(x));
  } catch {
    return Number.NaN;
  }
}

/**
 * Whether f has a kink within h of x, where no difference quotient is the slope.
 *
 * The gap between the slopes to the right and to the left, measured with steps h, h/2 and h/4, halves
 * with the step where f is smooth. At a kink it stays; near one it shrinks unevenly, since the smaller
 * steps no longer reach it. A gap that rounding could make is none.
 *
 * @example
 * hasKink(Math.abs, 0, 1e-5) // → true
 * hasKink(Math.abs, 1, 1e-5) // → false
 * hasKink(Math.exp, 0, 1e-5) // → false
 */
export function hasKink(f: (x: number) => number, x: number, h: number): boolean {
  requireFunction("f", f, "a function of a number");
  requireNumber("x", x, "a finite number");
  requireStep(h);
  const middle = finiteValue(f, x);
  let largest = Math.abs(middle);
  const gap = (step: number) => {
    const right = finiteValue(f, x + step);
    const left = finiteValue(f, x - step);
    largest = Math.max(largest, Math.abs(right), Math.abs(left));
    return Math.abs(right - 2 * middle + left) / step;
  };
  const [whole, half, quarter] = [gap(h), gap(h / 2), gap(h / 4)];
  if (whole * h < 1000 * Number.EPSILON * largest) return false;
  const [first, second] = [half / whole, quarter / half];
  const shrinksEvenly = first > 0.1 && first < 0.6 && Math.abs(first - second) < 0.1;
  return !shrinksEvenly;
}
