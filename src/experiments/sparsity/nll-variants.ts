import { inside, type Penalty, penalties, penalty } from "../../model/penalties";

/** A = p ln(p/p̂) and B = (1−p) ln((1−p)/(1−p̂)), the two terms of the printed NLL, with their derivatives. */
const A = {
  value: (pHat: number, p: number) => p * Math.log(p / inside(pHat)),
  derivative: (pHat: number, p: number) => -p / inside(pHat),
};
const B = {
  value: (pHat: number, p: number) => (1 - p) * Math.log((1 - p) / (1 - inside(pHat))),
  derivative: (pHat: number, p: number) => (1 - p) / (1 - inside(pHat)),
};

/**
 * The ways to read the NLL as the paper prints it, −p ln(p/p̂) (1−p) ln((1−p)/(1−p̂)), where a sign between
 * the two terms is missing.
 *
 * | name | reading | behaviour |
 * |---|---|---|
 * | plus | −A + B | decreases without bound towards p̂ = 0 |
 * | minus | −A − B = −kl | decreases without bound towards p̂ = 0 and p̂ = 1, maximum at p̂ = p |
 * | product | −A · B | minimum at p̂ = p, by luck |
 *
 * with A = p ln(p/p̂) and B = (1−p) ln((1−p)/(1−p̂)). The intended A + B is `penalties.kl`.
 *
 * @throws as `penalties.kl` does.
 *
 * @example
 * nllVariants.minus.value(0.3, 0.05) // → -penalties.kl.value(0.3, 0.05)
 * nllVariants.plus.derivative(0.5, 0.05) // → 2
 * nllVariants.product.value(0.05, 0.05) // → 0
 */
export const nllVariants = {
  plus: penalty(
    "plus",
    (pHat, p) => B.value(pHat, p) - A.value(pHat, p),
    (pHat, p) => B.derivative(pHat, p) - A.derivative(pHat, p),
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
    (pHat, p) => -A.value(pHat, p) * B.value(pHat, p),
    (pHat, p) => -A.derivative(pHat, p) * B.value(pHat, p) - A.value(pHat, p) * B.derivative(pHat, p),
    true,
  ),
} as const satisfies Readonly<Record<string, Penalty>>;
