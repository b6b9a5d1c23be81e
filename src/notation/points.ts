import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Size } from "../autoencoder/symbols";
import { evaluate, type Point, primeField, type Value } from "./evaluate";
import { type Relations, relations } from "./relations";
import { vocabulary } from "./vocabulary";

/** Sizes at which formulas are compared, and numbers modulo a prime that are drawn from a seed. */
interface Setting {
  readonly d: number;
  readonly m: number;
  readonly prime: number;
  readonly seed: number;
}

/**
 * Where formulas are compared: several sizes with d ≠ m, each with numbers of its own modulo a prime of
 * its own. No two numbers of fewer than 20 digits agree modulo all three.
 */
const settings: readonly Setting[] = [
  { d: 3, m: 2, prime: 67_108_859, seed: 1 },
  { d: 2, m: 3, prime: 67_108_837, seed: 2 },
  { d: 4, m: 3, prime: 67_108_819, seed: 3 },
];

/** What relations other than the question's own replace. */
const worlds = new WeakMap<Relations, readonly Point[]>();

/**
 * The points at which formulas are compared. A symbol with a relation has the value of what it stands
 * for, any other is random; f1, f2 and their slopes are arbitrary functions. Relations given here go
 * before the question's own; keep the object for further calls, for its points are made once.
 */
export function pointsWith(given: Relations): readonly Point[] {
  const before = worlds.get(given);
  if (before) return before;
  const all = { ...relations, ...given };
  const points = settings.map((setting) => pointOf(setting, all));
  worlds.set(given, points);
  return points;
}

/**
 * Points of the same sizes whose primes and numbers are drawn from a text. The points above are known to
 * whoever reads this file, who could build a formula that vanishes there; at points that change with the
 * formula nobody can.
 */
export function pointsFrom(text: string, given: Relations): readonly Point[] {
  const all = { ...relations, ...given };
  return settings.map(({ d, m, seed }) => {
    const drawn = hash(text, seed);
    return pointOf({ d, m, prime: primeFrom(drawn), seed: drawn }, all);
  });
}

/** A prime between 2²⁵ and 2²⁶, one of some two million. */
function primeFrom(seed: number): number {
  let candidate = 2 ** 25 + 1 + 2 * (mixed(seed, 1) % 2 ** 24);
  while (!isPrime(candidate)) candidate += candidate > 2 ** 26 - 10 ? 2 - 2 ** 25 : 2;
  return candidate;
}

/** The odd primes below 2¹³: what is below 2²⁶ and a multiple of none of them is a prime. */
const divisors: number[] = [];
for (let odd = 3; odd < 2 ** 13; odd += 2) if (isPrime(odd)) divisors.push(odd);

function isPrime(odd: number): boolean {
  for (const divisor of divisors) {
    if (divisor * divisor > odd) break;
    if (odd % divisor === 0) return false;
  }
  return true;
}

function pointOf({ d, m, prime, seed }: Setting, all: Relations): Point {
  const sizes: Readonly<Record<Size, number>> = { "1": 1, d, m, N: 5 };
  const values = new Map<string, Value>();
  const filled = (name: string, entry: () => number): Value => {
    const [rows, columns] = vocabulary.get(name)?.shape ?? ["1", "1"];
    return Array.from({ length: sizes[rows] }, () => Array.from({ length: sizes[columns] }, entry));
  };
  const point: Point = {
    field: primeField(prime),
    value(name) {
      const known = values.get(name);
      if (known) return known;
      // Should a symbol depend on itself, it has no value.
      values.set(
        name,
        filled(name, () => Number.NaN),
      );
      const stands = all[name];
      const value = stands ? evaluate(stands, point) : filled(name, draws(prime, seed, name));
      values.set(name, value);
      return value;
    },
    apply: (called, at) =>
      Number.isNaN(at) ? at : mixed(at, seed + 16 * called.charCodeAt(1) + called.length) % prime,
  };
  return point;
}

/** Random numbers other than nought, the same for a symbol at a point whichever is asked for first. */
function draws(prime: number, seed: number, name: string): () => number {
  const generator = xoroshiro128plus(hash(name, seed));
  return () => uniformInt(generator, 1, prime - 1);
}

/** A whole number below 2³² that depends on every letter of a text. */
const hash = (text: string, seed: number): number =>
  [...text].reduce((before, letter) => mixed(before, letter.charCodeAt(0)), seed);

/** A whole number below 2³² that looks random and depends on both: the last steps of MurmurHash3. */
function mixed(value: number, seed: number): number {
  let bits = Math.imul(value ^ Math.imul(seed + 1, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
