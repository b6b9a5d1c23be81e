import { multiply } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  backward,
  checkGradients,
  column,
  forward,
  type Gradients,
  type Method,
  random,
  randomAutoencoder,
} from "../../src/index";

const methods: readonly Method[] = ["central", "complex", "richardson"];

describe("checkGradients", () => {
  const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
  const x = column([1, 0.5, -1]);
  const g = backward(net, forward(net, x), x, x);

  it.each<[string, Partial<Gradients>, string[]]>([
    ["a wrong factor in W1", { dJ_dW1: multiply(2, g.dJ_dW1) }, ["W1"]],
    ["a wrong sign in b2", { dJ_db2: multiply(-1, g.dJ_db2) }, ["b2"]],
    ["f2's slope left out, as at z1", { dJ_dz1: g.dJ_da1 }, ["z1"]],
    ["two at once", { dJ_dypred: x, dJ_dW2: multiply(0, g.dJ_dW2) }, ["ypred", "W2"]],
  ])("fails the row of %s and no other", (_, wrong, names) => {
    for (const method of methods) {
      const check = checkGradients(net, x, x, { method }, { ...g, ...wrong });
      expect(check.ok).toBe(false);
      expect(check.rows.filter((row) => !row.ok).map((row) => row.name)).toEqual(names);
    }
  });

  it("uses the given tolerance, or that of the method", () => {
    expect(methods.map((method) => checkGradients(net, x, x, { method }).tolerance)).toEqual([
      1e-6, 1e-12, 1e-8,
    ]);
    expect(checkGradients(net, x, x, { tolerance: 0.5 }, { ...g, dJ_dW1: multiply(1.4, g.dJ_dW1) }).ok).toBe(
      true,
    );
    expect(checkGradients(net, x, x, { step: 0.5 }).ok).toBe(false);
  });
});

it("checkGradients checks shapes before it measures anything", () => {
  const net = randomAutoencoder({ d: 2, m: 1, random: random(1) });
  const x = column([1, 2]);
  const g = backward(net, forward(net, x), x, x);
  expect(() => checkGradients(net, x, x, {}, { ...g, dJ_dW1: g.dJ_dW2 })).toThrow(
    new Error("gradient.W1 is 2×1, expected 1×2 (the shape of W1)."),
  );
});
