import { add, dotDivide, dotMultiply, type Matrix, map, multiply, sum } from "mathjs";
import { refuse, requireNames, requireNumber, requireObject } from "../data/arguments";

/** A rule that turns gradients into changes of the parameters, as plain data. */
export type Optimiser =
  | { readonly name: "sgd" }
  | { readonly name: "momentum"; readonly momentum?: number }
  | {
      readonly name: "adam";
      readonly beta1?: number;
      readonly beta2?: number;
      readonly epsilon?: number;
    };

/** The state of an optimiser between steps: running sums in the shapes of the parameters. */
export interface Moments {
  /** The number of steps made. */
  readonly steps: number;
  /** momentum: v; adam: m, then v; sgd: none. */
  readonly of: readonly (readonly Matrix[])[];
}

const defaults = {
  sgd: {},
  momentum: { momentum: 0.9 },
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
} as const satisfies Record<Optimiser["name"], object>;

/** The numbers of all optimisers, with defaults for those that are not given. */
export function optimiserNumbers({
  name: _,
  ...numbers
}: Optimiser): Record<"momentum" | "beta1" | "beta2" | "epsilon", number> {
  const given = Object.entries(numbers).filter(([, value]) => value !== undefined);
  return { ...defaults.momentum, ...defaults.adam, ...Object.fromEntries(given) };
}

/** The number of running sums that an optimiser has for each parameter. */
export const momentCount = { sgd: 0, momentum: 1, adam: 2 } as const;

/** @throws if the name is unknown, or a number is unknown or out of range. */
export function requireOptimiser(optimiser: Optimiser): void {
  requireObject("optimiser", optimiser, 'an object such as { name: "adam" }');
  const { name } = optimiser;
  if (typeof name !== "string" || !Object.hasOwn(defaults, name))
    refuse("optimiser.name", name, `one of ${Object.keys(defaults).join(", ")}`);
  requireNames("optimiser", optimiser, ["name", ...Object.keys(defaults[name])]);
  const { epsilon, ...fractions } = optimiserNumbers(optimiser);
  for (const [fraction, value] of Object.entries(fractions))
    requireNumber(fraction, value, "a number from 0, below 1, such as 0.9", (x) => x >= 0 && x < 1);
  requireNumber("epsilon", epsilon, "a number above 0 such as 1e-8", (x) => x > 0);
}

/**
 * One step of an optimiser: returns the directions; subtract η times each from its parameter.
 *
 * | name | running sums | direction |
 * |---|---|---|
 * | sgd | | g |
 * | momentum | v := μ v + g | v |
 * | adam | m := β₁ m + (1−β₁) g, v := β₂ v + (1−β₂) g² | m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε) |
 *
 * Here t counts the steps from 1. Default: μ = β₁ = .9, β₂ = .999, ε = 1e-8.
 *
 * Sources: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods" (1964);
 * D. P. Kingma and J. Ba, "Adam: A method for stochastic optimization", ICLR 2015, algorithm 1.
 */
export function optimiserStep(
  optimiser: Optimiser,
  gradients: readonly Matrix[],
  before: Moments = { steps: 0, of: [] },
): { readonly directions: readonly Matrix[]; readonly moments: Moments } {
  const { momentum, beta1, beta2, epsilon } = optimiserNumbers(optimiser);
  const steps = before.steps + 1;
  const [firsts = gradients.map(zeroLike), seconds = gradients.map(zeroLike)] = before.of;
  const running = (sums: readonly Matrix[], keep: number, take: number, of: (g: Matrix) => Matrix) =>
    gradients.map((g, k) => add(multiply(keep, sums[k] as Matrix), multiply(take, of(g))));
  if (optimiser.name === "sgd") return { directions: gradients, moments: { steps, of: [] } };
  if (optimiser.name === "momentum") {
    const v = running(firsts, momentum, 1, (g) => g);
    return { directions: v, moments: { steps, of: [v] } };
  }
  const m = running(firsts, beta1, 1 - beta1, (g) => g);
  const v = running(seconds, beta2, 1 - beta2, (g) => dotMultiply(g, g));
  const directions = m.map((mean, k) => {
    const unbiasedMean = multiply(1 / (1 - integerPower(beta1, steps)), mean);
    const unbiasedSquare = multiply(1 / (1 - integerPower(beta2, steps)), v[k] as Matrix);
    return dotDivide(
      unbiasedMean,
      map(unbiasedSquare, (square) => Math.sqrt(square) + epsilon),
    ) as Matrix;
  });
  return { directions, moments: { steps, of: [m, v] } };
}

/** The gradients scaled down by a common factor, so √Σ g² over all of them is at most `limit`. */
export function clippedGradients(gradients: readonly Matrix[], limit: number): readonly Matrix[] {
  const norm = Math.sqrt(gradients.reduce((total, g) => total + Number(sum(dotMultiply(g, g))), 0));
  return norm > limit ? gradients.map((g) => multiply(limit / norm, g)) : gradients;
}

/** xᵗ for a whole t from 0 by multiplications only, since the last bit of Math.pow differs between machines. */
export function integerPower(x: number, t: number): number {
  let power = 1;
  for (let [square, left] = [x, t]; left > 0; [square, left] = [square * square, Math.floor(left / 2)])
    if (left % 2 === 1) power *= square;
  return power;
}

const zeroLike = (M: Matrix): Matrix => map(M, () => 0);
