import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Question } from "../question/question";
import { evaluate, type Point, primeField, type Value } from "./evaluate";
import type { Expression } from "./tree";
import type { Vocabulary } from "./vocabulary";

/** What some symbols stand for, by name. An undefined value frees a symbol from its relation. */
export type Relations = Readonly<Record<string, Expression | undefined>>;

/** Sizes at which formulas are compared, and numbers modulo a prime that are drawn from a seed. */
interface Setting {
  /** The sizes of the question's letters that count units, in their order. */
  readonly sizes: readonly number[];
  readonly prime: number;
  readonly seed: number;
}

/**
 * Where formulas are compared: several sizes, all different, each with its own random numbers modulo its own prime.
 * No two numbers of fewer than 20 digits agree modulo all three primes.
 */
const settings: readonly Setting[] = [
  { sizes: [3, 2, 4], prime: 67_108_859, seed: 1 },
  { sizes: [2, 3, 4], prime: 67_108_837, seed: 2 },
  { sizes: [4, 3, 2], prime: 67_108_819, seed: 3 },
];

/** The number of points, which is no other size. */
const N = 5;

/** Where formulas are compared. */
export interface Points {
  /**
   * The fixed points. A symbol with a relation has the value of that relation, any other is random; functions and
   * their derivatives are arbitrary. Relations given here replace the question's. Reuse the object in further
   * calls, because its points are computed once.
   */
  fixed(given?: Relations): readonly Point[];
  /**
   * Points of the same sizes whose primes and numbers are drawn from a text. Someone who reads this file knows the
   * fixed points and could build a formula that vanishes there. Nobody can for points that change with the formula.
   */
  drawnFrom(text: string, given?: Relations): readonly Point[];
}

const none: Relations = {};

/** The points of a question's notation. */
export function pointsOf(question: Question, { words }: Vocabulary, relations: Relations): Points {
  const units = question.sizes.filter(({ counts }) => counts === "units");

  function pointOf({ sizes, prime, seed }: Setting, all: Relations): Point {
    const sizeOf = (letter: string): number => {
      if (letter === "1") return 1;
      const at = units.findIndex((size) => size.letter === letter);
      return at < 0 ? N : (sizes[at] ?? N);
    };
    const values = new Map<string, Value>();
    const filled = (name: string, entry: () => number): Value => {
      const [rows, columns] = words.get(name)?.shape ?? ["1", "1"];
      return Array.from({ length: sizeOf(rows) }, () => Array.from({ length: sizeOf(columns) }, entry));
    };
    const point: Point = {
      field: primeField(prime),
      value(name) {
        const known = values.get(name);
        if (known) return known;
        // A symbol that depends on itself has no value.
        values.set(
          name,
          filled(name, () => Number.NaN),
        );
        const relation = all[name];
        const value = relation ? evaluate(relation, point) : filled(name, draws(prime, seed, name));
        values.set(name, value);
        return value;
      },
      apply: (called, at) => (Number.isNaN(at) ? at : mixed(at, hash(called, seed)) % prime),
    };
    return point;
  }

  const known = new WeakMap<Relations, readonly Point[]>();
  return {
    fixed(given = none) {
      const before = known.get(given);
      if (before) return before;
      const made = settings.map((setting) => pointOf(setting, { ...relations, ...given }));
      known.set(given, made);
      return made;
    },
    drawnFrom: (text, given = none) =>
      settings.map(({ sizes, seed }) => {
        const drawn = hash(text, seed);
        return pointOf({ sizes, prime: primeFrom(drawn), seed: drawn }, { ...relations, ...given });
      }),
  };
}

/** A prime between 2²⁵ and 2²⁶, one of about two million. */
function primeFrom(seed: number): number {
  let candidate = 2 ** 25 + 1 + 2 * (mixed(seed, 1) % 2 ** 24);
  while (!isPrime(candidate)) candidate += candidate > 2 ** 26 - 10 ? 2 - 2 ** 25 : 2;
  return candidate;
}

/** The odd primes below 2¹³. A number below 2²⁶ that is a multiple of none of them is prime. */
const divisors: number[] = [];
for (let odd = 3; odd < 2 ** 13; odd += 2) if (isPrime(odd)) divisors.push(odd);

function isPrime(odd: number): boolean {
  for (const divisor of divisors) {
    if (divisor * divisor > odd) break;
    if (odd % divisor === 0) return false;
  }
  return true;
}

/** Random numbers other than zero. A symbol has the same numbers in any order of evaluation. */
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
