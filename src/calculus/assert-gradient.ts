import type { LossFunction, Matrices } from "./along-entry";
import { type CheckOptions, type GradientCheck, gradientCheck } from "./gradient-check";
import type { GradientRow } from "./gradient-row";

/**
 * `gradientCheck`, but a wrong gradient is an error that says in words which parameter, which entry and
 * by how much.
 *
 * @returns the check, if all is well
 * @throws with a line for each parameter whose gradient is wrong.
 *
 * @example
 * const y = column([1, 1]);
 * const x = column([3, -4]);
 * assertGradient(({ x }) => loss(x, y), { x }, { x: column([2, -5]) }).ok // → true
 * assertGradient(({ x }) => loss(x, y), { x }, { x: column([2, 5]) }) // → throws dJ/dx is wrong at [1, 0]: analytic 5, numeric -5 (relative error 2).
 */
export function assertGradient<P extends Matrices<P>>(
  f: LossFunction<P>,
  parameters: P,
  gradient: Matrices<P>,
  options: CheckOptions = {},
): GradientCheck {
  const check = gradientCheck(f, parameters, gradient, options);
  const wrong = check.rows.filter((row) => !row.ok);
  if (wrong.length > 0) throw new Error(wrong.map(inWords).join("\n"));
  return check;
}

/** A wrong row as a sentence. */
function inWords({ name, entry, analytic, numeric, relativeError, diagnosis }: GradientRow): string {
  const short = (value: number) => String(Number(value.toPrecision(4)));
  const where = `dJ/d${name} is wrong at [${entry.join(", ")}]`;
  const by = `analytic ${short(analytic)}, numeric ${short(numeric)} (relative error ${short(relativeError)})`;
  return `${where}: ${by}${diagnosis ? `; ${diagnosis}` : ""}.`;
}
