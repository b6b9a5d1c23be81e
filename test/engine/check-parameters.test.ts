import fc from "fast-check";
import { type Matrix, matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { heap } from "../../src/engine/heap";
import { checkParameters, wasmBackend } from "../../src/engine/index";
import {
  autoencoder,
  column,
  digits,
  forward,
  gradientCheck,
  loss,
  random,
  randomAutoencoder,
  relu,
  sigmoid,
  split,
} from "../../src/index";
import { stackOf } from "../../src/model/stack";
import { stackCases } from "../model/stacks";

const gradientsOf = (net: Parameters<typeof stackOf>[0], x: Matrix, y: Matrix) => {
  const learner = wasmBackend.learner(net);
  const gradients = learner.gradients(learner.load(x, y));
  learner.free();
  return gradients;
};

it("passes correct gradients at any depth and with any activations", () => {
  const { used } = heap();
  fc.assert(
    fc.property(stackCases(7), ({ net, x, y }) => {
      const check = checkParameters(net, x, y);
      expect(check.ok, JSON.stringify(check.rows)).toBe(true);
      expect(check.rows.map((row) => row.shape)).toEqual(
        stackOf(net).layers.flatMap(({ W, b }) => [W.size(), b.size()]),
      );
    }),
  );
  expect(heap().used).toBe(used);
});

it("finds and names one wrong entry anywhere", () => {
  fc.assert(
    fc.property(stackCases(5), fc.nat(), fc.nat(), fc.boolean(), ({ net, x, y }, layer, entry, ofBias) => {
      const gradients = gradientsOf(net, x, y);
      const l = layer % stackOf(net).layers.length;
      const of = ofBias ? gradients.dJ_db : gradients.dJ_dW;
      const rows = (of[l] as Matrix).toArray() as number[][];
      const [i, j] = [entry % rows.length, Math.floor(entry / rows.length) % (rows[0]?.length ?? 1)];
      const largest = Math.max(1, ...rows.flat().map(Math.abs), loss(x, x));
      (rows[i] as number[])[j] = (rows[i]?.[j] ?? 0) + 100 * largest;
      const wrong = of.map((M, k) => (k === l ? matrix(rows) : M));
      const check = checkParameters(net, x, y, {
        gradients: ofBias ? { ...gradients, dJ_db: wrong } : { ...gradients, dJ_dW: wrong },
      });
      const bad = check.rows.filter((row) => !row.ok);
      expect(bad.map((row) => [row.name, row.entry])).toEqual([[`${ofBias ? "b" : "W"}${l + 1}`, [i, j]]]);
    }),
    { numRuns: 50 },
  );
});

it("agrees with the plain gradient check on digits", () => {
  const { train } = split(digits().X, { train: 5, random: random(2) });
  const net = randomAutoencoder({ d: 64, m: 3, f2: sigmoid, random: random(1) });
  const { dJ_dW } = gradientsOf(net, train, train);
  const fast = checkParameters(net, train, train).rows[0];
  const plain = gradientCheck(
    ({ W1 }) => loss(forward(autoencoder({ ...net, W1 }), train).ypred, train),
    { W1: net.W1 },
    { W1: dJ_dW[0] as Matrix },
  ).rows[0];
  expect([fast?.ok, plain?.ok]).toEqual([true, true]);
  expect(fast?.relativeError).toBeLessThan(1e-7);
});

describe("kinks", () => {
  it("are marked and do not fail, as in the plain gradient check", () => {
    const net = autoencoder({
      W1: matrix([[1]]),
      b1: column([0]),
      W2: matrix([[1]]),
      b2: column([0]),
      f1: relu,
      f2: sigmoid,
    });
    const check = checkParameters(net, column([0]), column([1]));
    expect(check.ok).toBe(true);
    expect(check.rows.map((row) => row.kink?.length ?? 0)).toEqual([0, 1, 0, 0]);
  });
});
