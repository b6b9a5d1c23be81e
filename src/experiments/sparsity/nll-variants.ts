import { inside, type Penalty, penalties, penalty } from "../../model/penalties";

/** p ln(p/p̂) and (1−p) ln((1−p)/(1−p̂)), the two terms of the printed NLL, with their slopes. */
const first = {
  value: (pHat: number, p: number) => p * Math.log(p / inside(pHat)),
  slope: (pHat: number, p: number) => -p / inside(pHat),
};
const second = {
  value: (pHat: number, p: number) => (1 - p) * Math.log((1 - p) / (1 - inside(pHat))),
  slope: (pHat: number, p: number) => (1 - p) / (1 - inside(pHat)),
};

/**
 * The ways in which the paper's printed NLL, −p ln(p/p̂) (1−p) ln((1−p)/(1−p̂)), can be read: a sign
 * between its terms is lost.
 *
 * | name | reading | what it does |
 * |---|---|---|
 * | plus | −A + B | falls without end towards p̂ = 0 |
 * | minus | −A − B, which is −kl | falls without end towards p̂ = 0 and p̂ = 1, largest at p̂ = p |
 * | product | −A · B | least at p̂ = p, by luck |
 *
 * with A = p ln(p/p̂) and B = (1−p) ln((1−p)/(1−p̂)). The right one, A + B, is `penalties.kl`.
 *
 * @throws as `penalties.kl` does.
 *
 * @example
 * printedReadings.minus.value(0.3, 0.05) // → -penalties.kl.value(0.3, 0.05)
 * printedReadings.plus.derivative(0.5, 0.05) // → 2
 * printedReadings.product.value(0.05, 0.05) // → 0
 */
export const printedReadings = {
  plus: penalty(
    "plus",
    (pHat, p) => second.value(pHat, p) - first.value(pHat, p),
    (pHat, p) => second.slope(pHat, p) - first.slope(pHat, p),
    true,
  ),
  minus: penalty(
    "minus",
    (pHat, p) => -penalties.kl.value(pHat, p),
    (pHat, p) => -penalties.kl.derivative(pHat, p),
    true,
  ),
  product: penalty(
    "product",
    (pHat, p) => -first.value(pHat, p) * second.value(pHat, p),
    (pHat, p) => -first.slope(pHat, p) * second.value(pHat, p) - first.value(pHat, p) * second.slope(pHat, p),
    true,
  ),
} as const satisfies Readonly<Record<string, Penalty>>;
