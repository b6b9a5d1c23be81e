import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  averageActivation,
  column,
  gradientCheck,
  loss,
  objective,
  penalties,
  random,
  randomAutoencoder,
  sigmoid,
  stack,
} from "../../src/index";
import { objectiveGradient } from "../../src/model/objective";
import { stackOf } from "../../src/model/stack";
import { stackCases } from "./stacks";

/** Smooth and between 0 and 1, so every penalty can act on every layer. */
const smooth = stackCases().map(({ net, x, y }) => ({
  net: stack(stackOf(net).layers.map((layer) => ({ ...layer, f: sigmoid }))),
  x,
  y,
}));
const terms = fc.record({
  weightDecay: fc.constantFrom(0, 0.1),
  sparsity: fc.record({
    penalty: fc.constantFrom(...Object.values(penalties)),
    beta: fc.constantFrom(0, 0.3, 3),
    p: fc.constantFrom(0.05, 0.5),
    layer: fc.constantFrom(0, undefined),
  }),
});

it("objectiveGradient is the measured slope of objective, for every penalty, layer and depth", () => {
  fc.assert(
    fc.property(smooth, terms, ({ net, x, y }, terms) => {
      const { layers } = stackOf(net);
      const g = objectiveGradient(net, x, y, terms);
      for (const l of layers.keys()) {
        const at = (part: object) =>
          objective(stack(layers.map((it, k) => (k === l ? { ...it, ...part } : it))), x, y, terms);
        const { W, b } = layers[l] as (typeof layers)[0];
        const check = gradientCheck(
          ({ W, b }) => at({ W, b }),
          { W, b },
          { W: g.dJ_dW[l] as typeof W, b: g.dJ_db[l] as typeof b },
        );
        expect(check.ok, JSON.stringify(check.rows)).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});

it("objective is the loss plus the value of each term", () => {
  fc.assert(
    fc.property(smooth, terms, ({ net, x, y }, { weightDecay, sparsity }) => {
      const J = objective(net, x, y);
      const weights = stackOf(net).layers.flatMap(({ W }) => W.toArray().flat(9) as number[]);
      const squares = weights.reduce((total, w) => total + w * w, 0);
      const g = sparsity.penalty.value(averageActivation(net, x, sparsity.layer), sparsity.p);
      const all = objective(net, x, y, { weightDecay, sparsity });
      expect(Math.abs(all - (J + sparsity.beta * g + (weightDecay / 2) * squares))).toBeLessThan(
        1e-12 * (1 + all),
      );
    }),
  );
});

describe("the error of objective", () => {
  const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
  const x = column([1, 0.5, 0]);
  const sparsity = { penalty: penalties.kl, beta: 1, p: 0.05 };
  it.each<[string, object, string]>([
    ["a decay", { weightDecay: -1 }, "weightDecay is -1, expected a finite number from 0 such as 1e-4."],
    [
      "a beta",
      { sparsity: { ...sparsity, beta: -1 } },
      "beta is -1, expected a finite number of at least 0, such as 0.1.",
    ],
    ["a p", { sparsity: { ...sparsity, p: 5 } }, "p is 5, expected a number from 0 to 1 such as 0.05."],
    [
      "a layer",
      { sparsity: { ...sparsity, layer: 2 } },
      "There is no layer 2: layers are numbered from 0 to 1.",
    ],
  ])("names %s", (_, terms, message) => {
    expect(() => objective(net, x, x, terms)).toThrow(new Error(message));
    expect(() => objectiveGradient(net, x, x, terms)).toThrow(new Error(message));
  });

  it("names targets of another shape", () =>
    expect(() => loss(x, column([1]))).toThrow(new Error("y is 1×1, expected 3×1 (d×N).")));
});
