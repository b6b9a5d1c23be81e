import { finiteValue } from "./numerical-derivatives";

/** A measured slope with a bound on its error. */
export interface SlopeEstimate {
  readonly slope: number;
  readonly error: number;
}

/**
 * The slope of f at x by central differences with the steps h, 4h, 16h and 64h. Its error is how far the four
 * differ, and at least ten times the rounding error of f's values. Those count as at least ε in size, since a
 * loss at its minimum is a squared rounding error, or as at least 1 where f does not change at all. The error
 * is Infinity where f has no finite value that far from x.
 */
export function slopeEstimate(f: (x: number) => number, x: number, h: number): SlopeEstimate {
  let largest = 0;
  const slopes = [h, 4 * h, 16 * h, 64 * h].map((step) => {
    const [right, left] = [x + step, x - step];
    const [above, below] = [valueOrNaN(f, right), valueOrNaN(f, left)];
    largest = Math.max(largest, Math.abs(above), Math.abs(below));
    return (above - below) / (right - left || 2 * step);
  });
  const [slope = Number.NaN] = slopes;
  const difference = Math.max(...slopes) - Math.min(...slopes);
  const isConstant = slopes.every((other) => other === 0);
  const error = Math.max(difference, roundingError(Math.max(largest, isConstant ? 1 : Number.EPSILON), h));
  return { slope, error: Number.isFinite(error) ? error : Number.POSITIVE_INFINITY };
}

/** Ten times the error that rounding a value of this size causes in a slope measured with the step h. */
export const roundingError = (value: number, h: number): number =>
  (10 * Number.EPSILON * Math.abs(value)) / h;

/** f(x), or NaN where f throws: so far from x, f may be undefined. */
function valueOrNaN(f: (x: number) => number, x: number): number {
  try {
    return Number(f(x));
  } catch {
    return Number.NaN;
  }
}

/**
 * Whether f has a kink within h of x. The gap between the slopes to the right and to the left halves with the
 * step where f is smooth; at a kink it stays, and near one it shrinks unevenly. A gap no larger than rounding
 * is not a kink.
 */
export function hasKink(f: (x: number) => number, x: number, h: number): boolean {
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
