import { type Matrix, matrix } from "mathjs";
import { rowsOf, type Scalar } from "../data/shape";

/** Matrices by name. */
export type Matrices<P> = { readonly [Name in keyof P]: Matrix };

/** A function of several matrices with a number as its value. */
export type LossFunction<P> = (parameters: P) => number;

/** Where an entry is in its matrix, counted from 0 as in mathjs's `get([i, j])`. */
export type Entry = readonly [row: number, column: number];

/**
 * f as a function of one entry of one parameter, with all else held still. A complex entry gives
 * what f makes of it.
 */
export function alongEntry<P extends Matrices<P>>(
  f: LossFunction<P>,
  parameters: P,
  name: keyof P,
  [i, j]: Entry,
): (t: Scalar) => Scalar {
  const rows = rowsOf(parameters[name]);
  const moved = (t: Scalar) =>
    matrix(
      rows.map((row, k) => (k === i ? row.map((entry, l) => (l === j ? t : entry)) : row)) as number[][],
    );
  return (t) => f({ ...parameters, [name]: moved(t) });
}
