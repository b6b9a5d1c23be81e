/** How the learning rate changes over a run: the factor at the fraction t of its steps, from 0 to 1. */
export type Schedule = (t: number) => number;

/**
 * What the learning rate is multiplied by after the fraction t of a run's steps (step s of S: t = s/S).
 *
 * | name | factor |
 * |---|---|
 * | constant | 1 |
 * | linear | 1 − t |
 * | cosine | ½(1 + cos πt) |
 *
 * The cosine is computed with sums and products alone, so that it has the same bits on every machine.
 *
 * Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.
 *
 * @example
 * schedules.cosine(0) // → 1
 * schedules.cosine(0.5) // → 0.5
 * schedules.linear(0.25) // → 0.75
 */
export const schedules = {
  constant: () => 1,
  linear: (t) => 1 - t,
  cosine: (t) => (1 + cosineOfHalfTurns(t)) / 2,
} as const satisfies Record<string, Schedule>;

/** cos πt for t from 0 to 1, as sin u with u = π(½ − t), whose series ends below 10⁻¹⁷ at |u| = π/2. */
function cosineOfHalfTurns(t: number): number {
  const u = Math.PI * (0.5 - t);
  let bracket = 1;
  for (let k = 22; k >= 2; k -= 2) bracket = 1 - (bracket * u * u) / (k * (k + 1));
  return u * bracket;
}
