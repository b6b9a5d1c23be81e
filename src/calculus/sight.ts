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
