import { requireFunction, requireNumber } from "../data/inputs";
import { finiteValue, requireStep } from "./central";

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
