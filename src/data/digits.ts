import { gunzipSync } from "fflate";
import { type Matrix, matrix } from "mathjs";
import { inWords } from "./arguments";
import { packedDigits } from "./digits-packed";
import { column } from "./matrix";

const pixels = 64;
const brightest = 16;

/** Images of handwritten digits: X is 64×N with an image in each column, `labels` holds the digit of each. */
export class Digits {
  constructor(
    readonly X: Matrix,
    readonly labels: readonly number[],
  ) {}
}

let unpacked: Uint8Array | undefined;

/** The 65 rows of bytes, unpacked on the first call. */
function bytes(): Uint8Array {
  const rows: Uint8Array =
    unpacked ?? gunzipSync(Uint8Array.from(atob(packedDigits), (c) => c.charCodeAt(0)));
  unpacked = rows;
  return rows;
}

const count = () => bytes().length / (pixels + 1);

/**
 * The 1,797 handwritten digits: X is 64×1797, each column an image of 8×8 pixels row by row, from 0
 * (paper) to 1 (ink), and `labels` holds the digit of each. Every call returns a new matrix.
 *
 * Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning
 * Repository, 1998, https://archive.ics.uci.edu/dataset/80 (CC BY 4.0): the test part, as scikit-learn ships
 * it, with its pixels 0 to 16 divided by 16.
 *
 * @example
 * digits().X.size() // → [64, 1797]
 * digits().labels.slice(0, 5) // → [0, 1, 2, 3, 4]
 */
export function digits(): Digits {
  const N = count();
  const row = (pixel: number) => bytes().subarray(pixel * N, (pixel + 1) * N);
  const X = matrix(
    Array.from({ length: pixels }, (_, pixel) => Array.from(row(pixel), (ink) => ink / brightest)),
  );
  return new Digits(X, Array.from(row(pixels)));
}

/**
 * One image of `digits()`, a 64×1 column.
 *
 * @param i the number of the image, from 0 to 1796
 * @throws if there is no such image.
 *
 * @example
 * digit(0).size() // → [64, 1]
 * digit(0).get([2, 0]) // → 5 / 16
 */
export function digit(i: number): Matrix {
  const N = count();
  if (!Number.isInteger(i) || i < 0 || i >= N)
    throw new Error(`There is no digit ${inWords(i)}: digits are numbered from 0 to ${N - 1}.`);
  return column(Array.from({ length: pixels }, (_, pixel) => (bytes()[pixel * N + i] ?? 0) / brightest));
}
