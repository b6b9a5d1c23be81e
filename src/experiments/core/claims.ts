import { type Spread, spread } from "../../data/statistics";

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
