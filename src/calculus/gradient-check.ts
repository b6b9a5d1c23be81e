import { requireNames, requireObject } from "../data/arguments";
import { requireShape } from "../data/matrix";
import { type GradientRow, gradientRow, type Judgement } from "./gradient-row";
import { automaticStep, firstStep } from "./numerical-derivatives";
import {
  alongEntry,
  type Entry,
  type LossFunction,
  type Matrices,
  type Method,
  numericalGradient,
} from "./numerical-gradient";
import { hasKink, leastError, sight } from "./slope-estimate";

/** A gradient held against a numerical one, a row a parameter. */
export class GradientCheck {
  constructor(
    readonly rows: readonly GradientRow[],
    /** Whether all rows are: nothing disagrees. What could not be measured says so in its row. */
    readonly ok: boolean,
    readonly method: Method,
    readonly tolerance: number,
  ) {}
}

/** How a gradient is checked. */
export interface CheckOptions {
  /** "central" unless told otherwise. */
  readonly method?: Method;
  /** The method's own step unless told otherwise. */
  readonly step?: number;
  /** The relative error that passes: 1e-6 for central, 1e-8 for richardson, 1e-12 for complex. */
  readonly tolerance?: number;
}

/** What a correct gradient stays below, with room for the rounding of sums over some thousand points. */
export const tolerances: Record<Method, number> = { central: 1e-6, richardson: 1e-8, complex: 1e-12 };

/**
 * Holds a gradient that was worked out by hand against a measured one, entry by entry.
 *
 * The relative error of an entry is |a − n| / max(|a|, |n|, floor), the same whichever of the two comes
 * first. The floor keeps an entry near 0 from being judged by what the method cannot see: it is 1e-3
 * times the parameter's largest entry, and at least 1e-8 for a complex step or 1e-3·max(1, |f|) for
 * difference quotients, whose rounding grows with f and whose truncation does not shrink with the entry.
 *
 * What the floor would pass is measured again with other steps (see `sight`): an entry that disagrees by a
 * hundred times what its measured slope may be off is wrong after all. And where all of a parameter's slopes
 * are so small that the floor would let an error of a tenth pass, and they cannot be seen otherwise, its row
 * says `unmeasured`: nothing disagrees, but nothing is shown either.
 *
 * An entry that disagrees where f has a kink within the step (relu at 0) is marked, not failed, as long
 * as it lies between the slopes on the two sides.
 *
 * @param f gives a number from parameters; for the method "complex" it computes on complex entries too
 * @param parameters matrices by name
 * @param gradient matrices with the same names and shapes
 * @throws if a gradient is missing, belongs to no parameter, or has not its parameter's shape.
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
  const { tolerance = tolerances[method] } = options;
  const names = Object.keys(parameters) as (keyof P & string)[];
  requireGradient(names, parameters, gradient);
  const numeric = numericalGradient(f, parameters, { method, step });
  const value = f(parameters);
  const floor = method === "complex" ? 1e-8 : 1e-3 * Math.max(1, Math.abs(value));
  const rows = names.map((name) => {
    const lineAt = (entry: Entry) => ({
      line: alongEntry(f, parameters, name, entry) as (t: number) => number,
      x: Number(parameters[name].get([...entry])),
    });
    const seen = looking(lineAt, value, (x) => reach(method, x, step));
    return gradientRow(name, gradient[name], numeric[name], { floor, tolerance, ...seen });
  });
  return new GradientCheck(
    rows,
    rows.every((row) => row.ok),
    method,
    tolerance,
  );
}

/**
 * What a row asks of f along one of its entries.
 *
 * @param lineAt f along an entry, and where on it the parameter is
 * @param value f there
 * @param reach how far from x the method looks
 */
export function looking(
  lineAt: (entry: Entry) => { readonly line: (t: number) => number; readonly x: number },
  value: number,
  reach: (x: number) => number = automaticStep,
): Pick<Judgement, "kinkExcuses" | "sight"> {
  return {
    kinkExcuses(entry, slope) {
      const { line, x } = lineAt(entry);
      return hasKink(line, x, reach(x)) && isBetweenSides(slope, line, x, reach(x));
    },
    sight(entry, error) {
      const { line, x } = lineAt(entry);
      const step = automaticStep(x);
      return leastError(value, step) > error ? undefined : sight(line, x, step);
    },
  };
}

/**
 * Whether a slope lies between those to the left and to the right of x, with a hundredth of their gap to
 * spare: at a kink any such number may be called the slope, and no other.
 */
function isBetweenSides(slope: number, f: (x: number) => number, x: number, h: number): boolean {
  const [left, right] = [(f(x) - f(x - h)) / h, (f(x + h) - f(x)) / h];
  const spare = 0.01 * Math.abs(right - left);
  return slope >= Math.min(left, right) - spare && slope <= Math.max(left, right) + spare;
}

/** How far from x the method looks at f; for an imaginary step, as far as central differences do. */
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
    throw new Error(`gradient.${extra} belongs to no parameter: they are ${names.join(", ")}.`);
  for (const name of names)
    requireShape(
      `gradient.${name}`,
      gradient[name],
      requireShape(name, parameters[name], ["rows", "columns"]),
      `the shape of ${name}`,
    );
}

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
