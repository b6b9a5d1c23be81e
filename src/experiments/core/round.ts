import type { Matrix } from "mathjs";
import { rowsOf } from "../../data/matrix";

/** A number for a figure: four decimals are enough to draw, and keep records small. */
export const rounded = (value: number): number => Math.round(value * 1e4) / 1e4 + 0;

/** A number for an image: two decimals. Adding 0 makes −0 a 0, which JSON cannot tell from it. */
export const roundedPixel = (value: number): number => Math.round(value * 100) / 100 + 0;

/** The first columns of a matrix, each as a list with two decimals. */
export const columnsRounded = (M: Matrix, count: number): number[][] =>
  Array.from({ length: count }, (_, j) => rowsOf(M).map((row) => roundedPixel(Number(row[j]))));

/** Some of the numbers 0 … length − 1, first and last among them: neighbours at first, then ever farther apart. */
export function everFarther(length: number): number[] {
  const chosen: number[] = [];
  for (let k = 0; k < length - 1; k = Math.max(k + 1, Math.round(1.25 * k))) chosen.push(k);
  return [...chosen, length - 1];
}
