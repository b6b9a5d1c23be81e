import { complex, isComplex, type Matrix, matrix } from "mathjs";
import { refuse, requireFunction, requireNames, requireObject } from "../data/arguments";
import { requireShape, rowsOf, type Scalar } from "../data/matrix";
import { centralDifference, complexStep, richardson } from "./numerical-derivatives";

/** Matrices by name. */
export type Matrices<P> = { readonly [Name in keyof P]: Matrix };

/** A function of several matrices whose value is a number. */
export type LossFunction<P> = (parameters: P) => number;

/** Where an entry is in its matrix, counted from 0 as in mathjs's `get([i, j])`. */
export type Entry = readonly [row: number, column: number];

/** How a slope is measured: by `centralDifference`, `complexStep` or `richardson`. */
export type Method = "central" | "complex" | "richardson";

type Line = (t: Scalar) => Scalar;

const slopes: Record<Method, (line: Line, x: number, step?: number) => number> = {
  central: (line, x, step) => centralDifference(line as (t: number) => number, x, step),
  complex: (line, x, step) => complexStep(line, x, step),
  richardson: (line, x, step) => richardson(line as (t: number) => number, x, step).value,
};

/**
 * The partial derivatives of f with respect to each entry of each parameter, measured one at a time.
 *
 * @param f returns a number; for the method "complex" it must accept complex entries, as the network
 *   does
 * @param parameters matrices by name
 * @param options `method` (default: "central") and `step` (default: the method's own)
 * @returns matrices with the names and shapes of the parameters
 * @throws if a parameter is not a matrix of finite numbers, or f returns something other than a finite number.
 *
 * @example
 * const x = column([3, -4]);
 * const y = column([1, 1]);
 * numericalGradient(({ x }) => loss(x, y), { x }, { method: "complex" }).x // → [[2], [-5]]
 */
export function numericalGradient<P extends Matrices<P>>(
  f: LossFunction<P>,
  parameters: P,
  options: { readonly method?: Method; readonly step?: number } = {},
): { [Name in keyof P]: Matrix } {
  requireFunction("f", f, "a function of the parameters");
  requireObject("parameters", parameters, "matrices by name, such as { W1, b1 }");
  requireNames("options", options, ["method", "step"]);
  const { method = "central", step } = options;
  const methods = Object.keys(slopes);
  if (!methods.includes(method)) refuse("method", method, `one of ${methods.join(", ")}`);
  const slope = slopes[method];
  let isComplexSeen = false;
  // f may stay real along an entry that it does not depend on: the slope there is 0.
  const complexLine =
    (line: Line): Line =>
    (t) => {
      const value = line(t);
      if (!isComplex(value)) return complex(value, 0);
      isComplexSeen = true;
      return value;
    };
  const gradient = (name: keyof P & string) => {
    requireShape(name, parameters[name], ["rows", "columns"]);
    return matrix(
      rowsOf(parameters[name]).map((row, i) =>
        row.map((entry, j) => {
          const line = alongEntry(f, parameters, name, [i, j]);
          return slope(method === "complex" ? complexLine(line) : line, Number(entry), step);
        }),
      ),
    );
  };
  const names = Object.keys(parameters) as (keyof P & string)[];
  const gradients = Object.fromEntries(names.map((name) => [name, gradient(name)]));
  if (method === "complex" && !isComplexSeen)
    throw new Error(
      "f returned real numbers for complex entries, so its slope cannot be measured: write f with mathjs functions, or use the method central.",
    );
  return gradients as { [Name in keyof P]: Matrix };
}

/** f as a function of one entry of one parameter, with everything else fixed. */
export function alongEntry<P extends Matrices<P>>(
  f: LossFunction<P>,
  parameters: P,
  name: keyof P,
  [i, j]: Entry,
): Line {
  const rows = rowsOf(parameters[name]);
  const perturbed = (t: Scalar) =>
    matrix(
      rows.map((row, k) => (k === i ? row.map((entry, l) => (l === j ? t : entry)) : row)) as number[][],
    );
  return (t) => f({ ...parameters, [name]: perturbed(t) });
}
