import fc from "fast-check";
import { type Matrix, matrix, multiply, norm } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  autoencoder,
  backward,
  column,
  forward,
  type Gradients,
  gradientStep,
  identity,
  loss,
} from "../../src/index";
import { cases, distance } from "./arbitraries";

const names = ["W1", "b1", "W2", "b2"] as const;
const gradientsOf = ({ net, x, y }: { net: Parameters<typeof forward>[0]; x: Matrix; y: Matrix }) =>
  backward(net, forward(net, x), x, y);
const eta = fc.constantFrom(1, 0.1, 0.01, -0.5);

/** d = m = 1 and linear: z1 = 2x + 1, ypred = 3 z1; at x = y = 1: z1 = 3, ypred = 9, J = 32. */
const net = autoencoder({
  W1: matrix([[2]]),
  b1: column([1]),
  W2: matrix([[3]]),
  b2: column([0]),
  f1: identity,
  f2: identity,
});
const x = column([1]);

it("gradientStep gives the hand-computed step: dJ/dW2 = 8·3 = 24, dJ/db2 = 8, dJ/dW1 = dJ/db1 = 3·8 = 24; η = 0.01", () => {
  const next = gradientStep(net, gradientsOf({ net, x, y: x }), 0.01);
  for (const [name, value] of [
    ["W2", 2.76],
    ["b2", -0.08],
    ["W1", 1.76],
    ["b1", 0.76],
  ] as const)
    expect(next[name].get([0, 0])).toBeCloseTo(value, 14);
});

it("gradientStep changes each parameter by −η times its gradient", () => {
  fc.assert(
    fc.property(cases, eta, (it, eta) => {
      const g = gradientsOf(it);
      const next = gradientStep(it.net, g, eta);
      for (const name of names)
        next[name].forEach((value: number, index) => {
          expect(value).toBe(it.net[name].get(index) - eta * g[`dJ_d${name}`].get(index));
        });
    }),
  );
});

it("a small gradientStep lowers the loss", () => {
  fc.assert(
    fc.property(cases, (it) => {
      // Away from kinks, where the gradient describes the loss nearby.
      const { z1, z2 } = forward(it.net, it.x);
      fc.pre(
        [...(z1.toArray() as number[][]), ...(z2.toArray() as number[][])]
          .flat()
          .every((z) => Math.abs(z) > 1e-3),
      );
      const g = gradientsOf(it);
      const steepness = names.reduce((sum, name) => sum + Number(norm(g[`dJ_d${name}`], "fro")) ** 2, 0);
      fc.pre(steepness > 1e-6);
      const next = gradientStep(it.net, g, 1e-6);
      const fall = loss(forward(it.net, it.x).ypred, it.y) - loss(forward(next, it.x).ypred, it.y);
      expect(fall).toBeGreaterThan(0);
      expect(Math.abs(fall - 1e-6 * steepness)).toBeLessThan(0.1 * 1e-6 * steepness + 1e-14);
    }),
  );
});

it('gradientStep with `only` ["W2"] changes W2 alone, as in part (e)', () => {
  fc.assert(
    fc.property(cases, (it) => {
      const g = gradientsOf(it);
      const next = gradientStep(it.net, { dJ_dW2: g.dJ_dW2 }, 0.1, ["W2"]);
      expect(distance(next.W2, gradientStep(it.net, g, 0.1).W2)).toBe(0);
      for (const name of ["W1", "b1", "b2"] as const) expect(next[name]).toBe(it.net[name]);
    }),
  );
});

it("gradientStep does not change its arguments", () => {
  fc.assert(
    fc.property(cases, (it) => {
      const before = JSON.stringify(it.net);
      gradientStep(it.net, gradientsOf(it), 0.1);
      expect(JSON.stringify(it.net)).toBe(before);
    }),
  );
});

it("gradientStep with η = 0 changes nothing, and steps with η and −η cancel", () => {
  fc.assert(
    fc.property(cases, (it) => {
      const g = gradientsOf(it);
      const there = gradientStep(it.net, g, 0.5);
      for (const name of names) {
        expect(distance(gradientStep(it.net, g, 0)[name], it.net[name])).toBe(0);
        expect(distance(gradientStep(there, g, -0.5)[name], it.net[name])).toBeLessThan(1e-14);
      }
    }),
  );
});

describe("the error", () => {
  const g = gradientsOf({ net, x, y: x });
  it.each<[string, () => unknown, string]>([
    [
      "an eta of NaN",
      () => gradientStep(net, g, Number.NaN),
      "eta is NaN, expected a finite number such as 0.1.",
    ],
    [
      "an eta of text",
      () => gradientStep(net, g, "1" as never),
      'eta is "1", expected a finite number such as 0.1.',
    ],
    [
      "a gradient of another network",
      () => gradientStep(net, { ...g, dJ_dW2: multiply(column([1, 2]), matrix([[1]])) } as Gradients, 1),
      "dJ_dW2 is 2×1, expected 1×1 (the shape of W2).",
    ],
    [
      "a missing gradient",
      () => gradientStep(net, { dJ_dW2: g.dJ_dW2 }, 1),
      "dJ_dW1 is missing, expected 1×1 (the shape of W1).",
    ],
    [
      "an unknown parameter",
      () => gradientStep(net, g, 1, ["W3" as never]),
      "W3 is not a parameter, expected one or more of W1, b1, W2, b2.",
    ],
  ])("names %s", (_, call, message) => expect(call).toThrow(new Error(message)));
});
