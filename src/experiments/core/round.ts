/** Rounded excerpts of results: enough to draw, and small enough to keep in a record. */
import type { Matrix } from "mathjs";
import { rowsOf } from "../../data/matrix";
import type { FitRecord } from "../../training/fit-result";

/** A number for a figure, to four decimals. Adding 0 turns −0 into 0, since JSON has no −0. */
export const rounded = (value: number): number => Math.round(value * 1e4) / 1e4 + 0;

/** A pixel for an image, to two decimals. */
export const roundedPixel = (value: number): number => Math.round(value * 100) / 100 + 0;

/** The first columns of a matrix, each as a list of rounded pixels. */
export const roundedColumns = (M: Matrix, count: number): number[][] =>
  Array.from({ length: count }, (_, j) => rowsOf(M).map((row) => roundedPixel(Number(row[j]))));

/** The R² of some of the parts of the data along a training run, at steps that are farther and farther apart. */
export function roundedCurve<Part extends "train" | "test" | "validation">(
  history: readonly FitRecord[],
  parts: readonly Part[],
): { readonly steps: readonly number[] } & Readonly<Record<Part, readonly number[]>> {
  const kept = sparseIndices(history.length).map((k) => history[k] as FitRecord);
  const curves = parts.map((part) => [part, kept.map((record) => rounded(record[part]?.r2 ?? 0))]);
  return { steps: kept.map(({ step }) => step), ...Object.fromEntries(curves) };
}

/** Some of the numbers 0 … length − 1, with the first and the last: all at first, then farther and farther apart. */
function sparseIndices(length: number): number[] {
  const chosen: number[] = [];
  for (let k = 0; k < length - 1; k = Math.max(k + 1, Math.round(1.25 * k))) chosen.push(k);
  return [...chosen, length - 1];
}
