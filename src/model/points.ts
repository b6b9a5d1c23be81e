import { type Matrix, multiply, ones } from "mathjs";
import { size } from "../data/shape";

/** k×N to k×1; for a single point, the column itself. */
export function sumOverPoints(M: Matrix): Matrix {
  const [, N] = size(M);
  return multiply(M, ones(N, 1) as Matrix);
}

/**
 * k×1 to k×N: the column once for each point. mathjs would do so by itself, but a sum of k×N and k×1 takes it
 * many times as long (sixteen times at 64×1,797).
 */
export function broadcast(column: Matrix, N: number): Matrix {
  return N === 1 ? column : multiply(column, ones(1, N) as Matrix);
}
