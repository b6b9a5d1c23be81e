import { add, type Matrix, multiply } from "mathjs";
import { requireCount, requireMemory, requireNames, requireNumber } from "./arguments";
import { type Random, requireRandom } from "./random";

/**
 * A small data set whose answer is known: X = U V with U d×rank and V rank×N, so `rank` hidden units are
 * enough to reconstruct it and fewer are not. Entries have mean 0 and variance 1, plus noise.
 *
 * @param options d (rows of X), N (columns, the points), the rank of X without noise, and the standard
 *   deviation of the noise (default: 0)
 * @throws if a size is not a whole number from 1, rank exceeds d or N, or noise is negative.
 *
 * @example
 * syntheticData({ d: 5, N: 20, rank: 2, random: random(1) }).size() // → [5, 20]
 */
export function syntheticData(options: {
  readonly d: number;
  readonly N: number;
  readonly rank: number;
  readonly noise?: number;
  readonly random: Random;
}): Matrix {
  requireNames("options", options, ["d", "N", "rank", "noise", "random"]);
  const { d, N, rank, noise = 0, random } = options;
  for (const [name, value] of Object.entries({ d, N, rank })) requireCount(name, value);
  if (rank > Math.min(d, N))
    throw new Error(`rank is ${rank}, expected at most ${Math.min(d, N)}: X is ${d}×${N}.`);
  requireNumber("noise", noise, "a number of at least 0, such as 0.1", (sd) => sd >= 0);
  requireRandom(random);
  requireMemory(`X of ${d}×${N}`, d * N);
  const U = multiply(1 / Math.sqrt(rank), random.matrix(d, rank));
  const V = random.matrix(rank, N);
  return add(multiply(U, V), multiply(noise, random.matrix(d, N)));
}
