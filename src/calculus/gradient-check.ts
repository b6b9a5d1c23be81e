import { requireNames, requireObject } from "../data/arguments";
import { requireShape } from "../data/matrix";
import { type GradientRow, gradientRow, type RowOptions } from "./gradient-row";
import { automaticStep, firstStep } from "./numerical-derivatives";
import {
  alongEntry,
  type Entry,
  type LossFunction,
  type Matrices,
  type Method,
  numericalGradient,
} from "./numerical-gradient";
import { hasKink, roundingError, slopeEstimate } from "./slope-estimate";

/** A gradient compared with a numerical one, one row for each parameter. */
export class GradientCheck {
  /** Whether all rows are ok: nothing disagrees. A row that could not be measured says so. */
  readonly ok: boolean;

  constructor(
    readonly rows: readonly GradientRow[],
    readonly method: Method,
    readonly tolerance: number,
  ) {
    this.ok = rows.every((row) => row.ok);
  }
}

/** How a gradient is checked. */
export interface CheckOptions {
  /** Default: "central". */
  readonly method?: Method;
  /** Default: the method's own step. */
  readonly step?: number;
  /** The relative error that passes. Default: 1e-6 for central, 1e-8 for richardson, 1e-12 for complex. */
  readonly tolerance?: number;
}

/** The default tolerances: above the error of a correct gradient, with room for sums over thousands of points. */
export const tolerances: Record<Method, number> = { central: 1e-6, richardson: 1e-8, complex: 1e-12 };

/**
 * Compares a gradient worked out by hand with a measured one, entry by entry.
 *
 * The relative error of an entry is |a − n| / max(|a|, |n|, floor), the same for a and n exchanged. The
 * floor is the least size that the method can measure: 1e-3 times the parameter's largest entry, and at
 * least 1e-8 for a complex step or 1e-3·max(1, |f|) for difference quotients, whose rounding grows with f
 * and whose truncation does not shrink with the entry.
 *
 * An entry that passes only because of the floor is measured again with other steps (`slopeEstimate`). It
 * is wrong if it differs by a hundred times the error of that estimate. If all slopes of a parameter are so
 * small that the floor would let an error of a tenth pass, and no other step measures them, the row says
 * `unmeasured`: nothing disagrees, but nothing is shown either.
 *
 * An entry that disagrees where f has a kink within the step (relu at 0) is marked, not failed, if it lies
 * between the slopes on the two sides.
 *
 * @param f returns a number from the parameters; for the method "complex" it must accept complex entries
 * @param parameters matrices by name
 * @param gradient matrices with the same names and shapes
 * @throws if a gradient is missing, matches no parameter, or does not have the shape of its parameter.
 *
 * @example
 * const y = column([1, 1]);
 * const x = column([3, -4]);
 * gradientCheck(({ x }) => loss(x, y), { x }, { x: column([2, -5]) }).ok // → true
 * const [row] = gradientCheck(({ x }) => loss(x, y), { x }, { x: column([2, 5]) }).rows;
 * row?.entry // → [1, 0]
 * row?.relativeError.toFixed(3) // → "2.000"
 */
export function gradientCheck<P extends Matrices<P>>(
  f: LossFunction<P>,
  parameters: P,
  gradient: Matrices<P>,
  options: CheckOptions = {},
): GradientCheck {
  requireNames("options", options, ["method", "step", "tolerance"]);
  requireObject("parameters", parameters, "matrices by name, such as { W1, b1 }");
  requireObject("gradient", gradient, "matrices with the names of the parameters");
  const { method = "central", step } = options;
  const names = Object.keys(parameters) as (keyof P & string)[];
  requireGradient(names, parameters, gradient);
  const numeric = numericalGradient(f, parameters, { method, step });
  const { tolerance = tolerances[method] } = options;
  const value = f(parameters);
  const floor = method === "complex" ? 1e-8 : 1e-3 * Math.max(1, Math.abs(value));
  const rows = names.map((name) => {
    const measures = lineMeasures(f, parameters, name, value, (x) => reach(method, x, step));
    return gradientRow(name, gradient[name], numeric[name], { floor, tolerance, ...measures });
  });
  return new GradientCheck(rows, method, tolerance);
}

/**
 * `gradientCheck` that throws if the gradient is wrong, naming the parameter, the entry and the difference.
 *
 * @returns the check, if every row is ok
 * @throws with a line for each parameter whose gradient is wrong or too small to be measured.
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
  if (wrong.length > 0) throw new Error(wrong.map((row) => rowInWords(row, check.method)).join("\n"));
  return check;
}

/** A row that is wrong or unmeasured, as a sentence. */
function rowInWords(row: GradientRow, method: Method): string {
  const { name, entry, analytic, numeric, relativeError, diagnosis } = row;
  const short = (value: number) => String(Number(value.toPrecision(4)));
  const [at, both] = [`[${entry.join(", ")}]`, `analytic ${short(analytic)}, numeric ${short(numeric)}`];
  if (row.unmeasured) {
    const instead = method === "complex" ? "" : ', or use the method "complex"';
    return `dJ/d${name} is too small to be measured (at ${at} ${both}): use numbers near 1${instead}.`;
  }
  return `dJ/d${name} is wrong at ${at}: ${both} (relative error ${short(relativeError)})${diagnosis ? `; ${diagnosis}` : ""}.`;
}

/**
 * The measurements that `gradientRow` makes along an entry of a parameter.
 *
 * @param value f(parameters)
 * @param reach the distance from x at which the method evaluates f
 */
export function lineMeasures<P extends Matrices<P>>(
  f: LossFunction<P>,
  parameters: P,
  name: keyof P,
  value: number,
  reach: (x: number) => number = automaticStep,
): Pick<RowOptions, "isKink" | "estimate"> {
  const lineAt = (entry: Entry) => ({
    line: alongEntry(f, parameters, name, entry) as (t: number) => number,
    x: Number(parameters[name].get([...entry])),
  });
  return {
    isKink(entry, slope) {
      const { line, x } = lineAt(entry);
      return hasKink(line, x, reach(x)) && isBetweenSides(slope, line, x, reach(x));
    },
    estimate(entry, error) {
      const { line, x } = lineAt(entry);
      const step = automaticStep(x);
      return roundingError(value, step) > error ? undefined : slopeEstimate(line, x, step);
    },
  };
}

/** Whether a slope lies between those to the left and to the right of x, up to a hundredth of their difference. */
function isBetweenSides(slope: number, f: (x: number) => number, x: number, h: number): boolean {
  const [left, right] = [(f(x) - f(x - h)) / h, (f(x + h) - f(x)) / h];
  const spare = 0.01 * Math.abs(right - left);
  return slope >= Math.min(left, right) - spare && slope <= Math.max(left, right) + spare;
}

/** The distance from x at which the method evaluates f; for an imaginary step, that of central differences. */
function reach(method: Method, x: number, step?: number): number {
  if (method === "complex") return automaticStep(x);
  return step ?? (method === "central" ? automaticStep(x) : firstStep(x));
}

function requireGradient<P extends Matrices<P>>(
  names: readonly (keyof P & string)[],
  parameters: P,
  gradient: Matrices<P>,
): void {
  const extra = Object.keys(gradient).find((name) => !names.some((known) => known === name));
  if (extra !== undefined)
    throw new Error(`gradient.${extra} matches no parameter: the parameters are ${names.join(", ")}.`);
  for (const name of names) {
    const shape = requireShape(name, parameters[name], ["rows", "columns"]);
    requireShape(`gradient.${name}`, gradient[name], shape, `the shape of ${name}`);
  }
}
