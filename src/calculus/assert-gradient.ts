import type { LossFunction, Matrices } from "./along-entry";
import { type CheckOptions, type GradientCheck, gradientCheck } from "./gradient-check";
import type { GradientRow } from "./gradient-row";
import type { Method } from "./numerical-gradient";

/**
 * `gradientCheck`, but a wrong gradient is an error that says in words which parameter, which entry and
 * by how much.
 *
 * @returns the check, if all is well
 * @throws with a line for each parameter whose gradient is wrong, or too small to be measured: then nothing
 *   is shown.
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
  const wrong = check.rows.filter((row) => !row.ok || row.unmeasured);
  if (wrong.length > 0) throw new Error(wrong.map((row) => inWords(row, check.method)).join("\n"));
  return check;
}

/** A row that is wrong, or shows nothing, as a sentence. */
function inWords(row: GradientRow, method: Method): string {
  const { name, entry, analytic, numeric, relativeError, diagnosis } = row;
  const short = (value: number) => String(Number(value.toPrecision(4)));
  if (row.unmeasured) {
    const instead = method === "complex" ? "" : ', use the method "complex"';
    return `dJ/d${name} is too small to be measured (at [${entry.join(", ")}] analytic ${short(analytic)}, numeric ${short(numeric)}): take numbers of the size of 1${instead}.`;
  }
  const where = `dJ/d${name} is wrong at [${entry.join(", ")}]`;
  const by = `analytic ${short(analytic)}, numeric ${short(numeric)} (relative error ${short(relativeError)})`;
  return `${where}: ${by}${diagnosis ? `; ${diagnosis}` : ""}.`;
}
