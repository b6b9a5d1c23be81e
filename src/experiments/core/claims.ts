import { refuse } from "../../data/arguments";

/** A sentence held against results, seed by seed. */
export interface Claim {
  /** An inequality in words: what the effect is, and which side of what it should lie. */
  readonly claim: string;
  /** Seeds for which it holds. */
  readonly for: number;
  /** Seeds for which it does not. */
  readonly against: number;
  /** The effect over the seeds: mean and sample standard deviation (0 for one seed). */
  readonly effect: Spread;
  /** It holds for every seed, for none, or for some. */
  readonly verdict: "holds" | "fails" | "mixed";
}

/** Mean and sample standard deviation; 0 for one value. Null where a value is missing. */
export interface Spread {
  readonly mean: number | null;
  readonly sd: number | null;
}

/**
 * Mean and sample standard deviation, summed in the order of the values.
 *
 * @example
 * spread([1, 2, 3]) // → { mean: 2, sd: 1 }
 * spread([4]) // → { mean: 4, sd: 0 }
 */
export function spread(values: readonly number[]): Spread {
  if (!Array.isArray(values)) refuse("values", values, "a list of numbers such as [1, 2, 3]");
  if (values.length === 0 || !values.every(Number.isFinite)) return { mean: null, sd: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length === 1 ? 0 : Math.sqrt(squares / (values.length - 1)) };
}

/** A claim about an effect that each seed has one of; a seed without one (NaN) speaks against. */
export function claimed(
  claim: string,
  effects: readonly number[],
  holds: (effect: number) => boolean,
): Claim {
  const agreeing = effects.filter((effect) => !Number.isNaN(effect) && holds(effect)).length;
  const verdict = agreeing === 0 ? "fails" : agreeing === effects.length ? "holds" : "mixed";
  const against = effects.length - agreeing;
  return { claim, for: agreeing, against, effect: spread(effects), verdict };
}
