import fc from "fast-check";
import type { Matrix } from "mathjs";
import type { LearnerOptions } from "../../src/engine/index";
import { type Optimiser, penalties } from "../../src/index";
import { stackOf } from "../../src/model/stack";
import { type StackCase, stackCases } from "../model/stacks";

const optimisers: readonly Optimiser[] = [
  { name: "sgd" },
  { name: "momentum", momentum: 0.8 },
  { name: "adam" },
  { name: "adam", beta1: 0.5, beta2: 0.9, epsilon: 1e-3 },
];

/** A network with data, options that fit it, and a mini-batch of its points. */
export interface LearnerCase extends StackCase {
  readonly options: LearnerOptions;
  readonly columns: readonly number[] | undefined;
}

/** The activations whose averages kl accepts. */
const betweenZeroAndOne = ["sigmoid"];

export const learnerCases = (largest = 11): fc.Arbitrary<LearnerCase> =>
  stackCases(largest).chain(({ net, x, y }) => {
    const { layers } = stackOf(net);
    const [, N = 1] = x.size();
    const sparsity = fc
      .record({
        layer: fc.integer({ min: 0, max: layers.length - 1 }),
        penalty: fc.constantFrom(...Object.values(penalties)),
        beta: fc.constantFrom(0.3, 2),
        p: fc.constantFrom(0.05, 0.4),
      })
      .filter(
        ({ penalty, layer }) =>
          penalty !== penalties.kl || betweenZeroAndOne.includes(layers[layer]?.f.name ?? ""),
      );
    return fc
      .record({
        optimiser: fc.constantFrom(undefined, ...optimisers),
        weightDecay: fc.constantFrom(undefined, 0.1),
        clip: fc.constantFrom(undefined, 0.05, 100),
        sparsity: fc.option(sparsity, { nil: undefined }),
        columns: fc.option(fc.array(fc.integer({ min: 0, max: N - 1 }), { minLength: 1, maxLength: N + 2 }), {
          nil: undefined,
        }),
      })
      .map(({ columns, ...options }) => ({ net, x, y, options: given(options), columns }));
  });

/** The options that are defined. */
const given = (options: object): LearnerOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** The largest difference between two matrices, relative to the largest entry of both, or to `least`. */
export function difference(A: Matrix, B: Matrix, least = 1e-3): number {
  const [a, b] = [A, B].map((M) => M.toArray().flat(9).map(Number)) as [number[], number[]];
  if (String(A.size()) !== String(B.size())) return Number.POSITIVE_INFINITY;
  const largest = [...a, ...b].reduce((most, value) => Math.max(most, Math.abs(value)), least);
  return a.reduce((most, value, k) => Math.max(most, Math.abs(value - (b[k] as number))), 0) / largest;
}
