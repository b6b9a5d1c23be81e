import { type Complex, complex, isComplex, type MathType } from "mathjs";
import { requireFunction, requireNumber } from "../data/inputs";
import { requireStep } from "./central";

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
