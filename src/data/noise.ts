import { add, type Matrix, multiply } from "mathjs";
import { requireNumber } from "./inputs";
import { type Random, requireRandom } from "./random";
import { requireShape } from "./shape";

/**
 * X + sd·Z, where every entry of Z is drawn from the standard normal distribution.
 *
 * @param X d×N
 * @param sd the noise's standard deviation, in units of X
 * @throws if X is no matrix of finite numbers, or sd is negative.
 *
 * @example
 * addNoise(column([0, 1]), 0, random(1)) // → [[0], [1]]
 */
export function addNoise(X: Matrix, sd: number, random: Random): Matrix {
  const [d, N] = requireShape("X", X, ["d", "N"]);
  requireNumber("sd", sd, "a number from 0 such as 0.5", (spread) => spread >= 0);
  requireRandom(random);
  return add(X, multiply(sd, random.matrix(d, N)));
}
