import { type Spread, spread } from "../../data/statistics";

/** A sentence about results, counted over the seeds. */
export interface Claim {
  /** An inequality in words, with the effect that it is about. */
  readonly claim: string;
  /** The number of seeds for which it holds. */
  readonly for: number;
  /** The number of seeds for which it does not hold. */
  readonly against: number;
  /** The mean and the sample standard deviation of the effect over the seeds. */
  readonly effect: Spread;
  /** Whether it holds for every seed, for none, or for some. */
  readonly verdict: "holds" | "fails" | "mixed";
}

/**
 * A claim about an effect, given its value for each seed. A seed without a value (NaN) counts as against.
 *
 * @param holds whether the claim holds for a value of the effect
 */
export function claimed(
  claim: string,
  effects: readonly number[],
  holds: (effect: number) => boolean,
): Claim {
  const agreeing = effects.filter((effect) => !Number.isNaN(effect) && holds(effect)).length;
  const verdict = agreeing === 0 ? "fails" : agreeing === effects.length ? "holds" : "mixed";
  return { claim, for: agreeing, against: effects.length - agreeing, effect: spread(effects), verdict };
}
