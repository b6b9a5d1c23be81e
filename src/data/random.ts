import { type Matrix, matrix } from "mathjs";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import type { JumpableRandomGenerator } from "pure-rand/types/JumpableRandomGenerator";
import { refuse, requireCount, requireMemory, requireNumber } from "./arguments";

/** Stream i costs i jumps, some microseconds each. */
const lastStream = 65_535;

/**
 * A source of random numbers: the same seed gives the same bits on every machine. Each draw advances it.
 */
export class Random {
  private readonly generator: JumpableRandomGenerator;

  /** Use `random(seed)` or `stream(i)`. */
  constructor(
    readonly seed: number,
    /** The number of this stream; undefined for the seed itself. */
    readonly streamNumber?: number,
  ) {
    // Neighbouring seeds must give unrelated draws, so another generator spreads the seed's 32 bits over
    // the 128 of the state.
    const spread = mersenne(seed);
    this.generator = xoroshiro128plusFromState(Array.from({ length: 4 }, () => spread.next()));
    for (let jumps = -1; jumps < (streamNumber ?? -1); jumps++) this.generator.jump();
  }

  /** A multiple of 2⁻⁵³, from 0 (included) to 1 (excluded). */
  uniform(): number {
    return uniformFloat64(this.generator);
  }

  /** A draw from the normal distribution with mean 0 and standard deviation 1. */
  normal(): number {
    return standardNormal(() => this.uniform());
  }

  /** A whole number from `from` to `to`, both included. */
  integer(from: number, to: number): number {
    if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from <= to))
      throw new Error(`integer(${from}, ${to}) needs two whole numbers, the smaller one first.`);
    return uniformInt(this.generator, from, to);
  }

  /** A new list with the same values in random order (Fisher–Yates). */
  shuffle<T>(values: readonly T[]): T[] {
    const shuffled = [...values];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T];
    }
    return shuffled;
  }

  /** A rows×columns matrix of independent draws, row by row. Default: standard normal draws. */
  matrix(rows: number, columns: number, draw: () => number = () => this.normal()): Matrix {
    requireCount("rows", rows);
    requireCount("columns", columns);
    requireMemory(`A matrix of ${rows}×${columns}`, rows * columns);
    return matrix(Array.from({ length: rows }, () => Array.from({ length: columns }, draw)));
  }

  /**
   * The i-th independent stream of the seed. Streams start 2⁶⁴ draws apart, so they do not overlap, and
   * do not depend on earlier draws.
   */
  stream(i: number): Random {
    if (this.streamNumber !== undefined)
      throw new Error(`stream(${i}) was called on a stream: call it on random(${this.seed}) itself.`);
    if (!Number.isInteger(i) || i < 0 || i > lastStream)
      throw new Error(`There is no stream ${i}: streams are numbered from 0 to ${lastStream}.`);
    return new Random(this.seed, i);
  }
}

/**
 * Seeded random numbers: pure-rand's xoroshiro128+ (period 2¹²⁸ − 1, with jumps for streams) on a state
 * that its Mersenne Twister derives from the seed, uniform draws of 53 bits, and normal draws without any
 * function whose last bit differs between machines.
 *
 * @param seed a whole number from 0 to 2³² − 1
 *
 * @example
 * random(1).uniform() === random(1).uniform() // → true
 * random(1).shuffle([1, 2, 3, 4]).sort() // → [1, 2, 3, 4]
 * random(1).stream(0).uniform() === random(1).stream(1).uniform() // → false
 */
export function random(seed: number): Random {
  const fits = (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32;
  requireNumber("seed", seed, "a whole number from 0 to 4294967295", fits);
  return new Random(seed);
}

/** @throws if `random` is not a source of random numbers. */
export function requireRandom(random: Random): void {
  if (typeof random?.uniform !== "function" || typeof random.matrix !== "function")
    refuse("random", random, "a source of random numbers such as random(1)");
}

/**
 * A draw from the standard normal distribution that uses uniform draws, comparisons, sums and products
 * only. Logarithms and cosines, which other methods need, may differ in the last bit between engines;
 * these do not, so a seed gives the same bits everywhere.
 *
 * |Z| is an exponential draw Y, kept with probability e^(−(Y−1)²/2), that is if a second exponential
 * draw exceeds (Y−1)²/2: three times in four. Sources: J. von Neumann, "Various techniques used in
 * connection with random digits", NBS Applied Mathematics Series 12 (1951), 36–38; H. Kahn,
 * "Applications of Monte Carlo", RAND AECU-3259 (1954).
 */
function standardNormal(uniform: () => number): number {
  for (;;) {
    const magnitude = standardExponential(uniform);
    if (2 * standardExponential(uniform) > (magnitude - 1) ** 2)
      return uniform() < 0.5 ? -magnitude : magnitude;
  }
}

/**
 * A draw Y with density e^(−y), by von Neumann's comparisons: the falling run u₁ > u₂ > … that starts
 * with a uniform draw u₁ has an odd length with probability e^(−u₁). A run of even length adds one to
 * the whole part of Y and begins again.
 */
function standardExponential(uniform: () => number): number {
  for (let whole = 0; ; whole++) {
    const first = uniform();
    let length = 1;
    for (let last = first, next = uniform(); next < last; last = next, next = uniform()) length++;
    if (length % 2 === 1) return whole + first;
  }
}
