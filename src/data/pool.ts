import { type Matrix, matrix } from "mathjs";
import { refuse } from "./inputs";
import { requireShape, rowsOf } from "./shape";

/**
 * Makes images smaller: each block×block square of pixels becomes one pixel, their mean. Images are
 * square, a column each, row by row: `meanPool(digits().X, 2)` turns 8×8 into 4×4, 64×N into 16×N.
 *
 * @param X d×N, where d is a square number
 * @param block the side of the squares, which divides the side of the images
 * @throws if the columns of X are no square images or block does not divide their side.
 *
 * @example
 * meanPool(column([1, 3, 0, 0, 5, 7, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1]), 2) // → [[4], [0], [0], [1]]
 */
export function meanPool(X: Matrix, block: number): Matrix {
  const [d, N] = requireShape("X", X, ["d", "N"]);
  const side = Math.sqrt(d);
  if (!Number.isInteger(side))
    throw new Error(`X has ${d} rows, expected a square number: a square image a column.`);
  if (!Number.isInteger(block) || block < 1 || side % block !== 0)
    refuse("block", block, `a whole number that divides the images' side of ${side}`);
  const rows = rowsOf(X);
  const mean = (pixels: readonly number[], point: number) =>
    pixels.reduce((sum, pixel) => sum + Number(rows[pixel]?.[point]), 0) / pixels.length;
  return matrix(
    squares(side, block).map((pixels) => Array.from({ length: N }, (_, point) => mean(pixels, point))),
  );
}

/** For each square, the rows of X that hold its pixels. */
function squares(side: number, block: number): number[][] {
  const across = side / block;
  return Array.from({ length: across * across }, (_, square) => {
    const top = Math.floor(square / across) * block;
    const left = (square % across) * block;
    return Array.from(
      { length: block * block },
      (_, k) => (top + Math.floor(k / block)) * side + left + (k % block),
    );
  });
}
