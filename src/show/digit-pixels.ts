import type { Matrix } from "mathjs";
import { isMatrix } from "../data/arguments";

/** How images are shown. */
export interface DigitOptions {
  /** A label for each image. */
  readonly labels?: readonly (string | number)[];
  /** What is to be seen; stands under the images. */
  readonly caption?: string;
  /** "ink" for [0, 1], "signed" for weights and gradients; by the values unless told. */
  readonly scale?: "ink" | "signed";
  /** Images beside one another; 10 unless told. */
  readonly columns?: number;
  /** The side of an image on the screen, in pixels; 64 unless told, 128 for one alone. */
  readonly size?: number;
}

/** A square image's values, row by row from the top. */
export interface DigitPixels {
  readonly side: number;
  readonly values: readonly number[];
}

/** A line of images on the page, with what stands before it and the number of its first image. */
export interface DigitLine {
  readonly label: string;
  readonly start: number;
  readonly images: readonly DigitPixels[];
}

/** The columns of a matrix as square images; an error says where the number of rows is no square. */
export function imagesOf(X: Matrix, name: string): DigitPixels[] {
  if (!isMatrix(X))
    throw new Error(`${name} is no mathjs matrix: write matrix([[…], […]]), an image in each column.`);
  const [d = 0, count = 1] = X.size();
  const side = Math.round(Math.sqrt(d));
  if (side * side !== d || d === 0) {
    throw new Error(
      `${name} has ${d} rows, expected a square number such as 64 (8×8 pixels): one image is one column.`,
    );
  }
  const entry = (i: number, j: number): unknown => X.get(X.size().length === 1 ? [i] : [i, j]);
  return Array.from({ length: count }, (_, j) => ({
    side,
    values: Array.from({ length: d }, (_, i) => Number(entry(i, j))),
  }));
}
