import fc from "fast-check";
import { type Matrix, matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { autoencoder, averageActivation, column, forward, identity, sigmoid } from "../../src/index";
import { cases, distance } from "./arbitraries";
import { networkCases } from "./fixture";

const L = Math.log(3);

it("averageActivation of σ(ln 3) = 3/4 and σ(−ln 3) = 1/4 is 1/2", () => {
  const net = autoencoder({
    W1: column([L, 0]),
    b1: column([0, 0]),
    W2: matrix([[1, 1]]),
    b2: column([0]),
    f1: sigmoid,
    f2: identity,
  });
  expect(distance(averageActivation(net, matrix([[1, -1]])), column([0.5, 0.5]))).toBeLessThan(1e-15);
  expect(distance(averageActivation(net, matrix([[1, 1]])), column([0.75, 0.5]))).toBeLessThan(1e-15);
});

describe("averageActivation agrees with PyTorch", () => {
  it.each(networkCases)("for $title", ({ net, its }) => {
    expect(distance(averageActivation(net, its("x")), its("averageActivation"))).toBeLessThan(1e-12);
  });
});

it("averageActivation of one point is its activation, and of more lies between the smallest and the largest", () => {
  fc.assert(
    fc.property(cases, ({ net, x }) => {
      const a1 = forward(net, x).a1.toArray() as number[][];
      const pHat = averageActivation(net, x);
      expect(pHat.size()).toEqual([net.m, 1]);
      a1.forEach((row, j) => {
        expect(pHat.get([j, 0])).toBeGreaterThanOrEqual(Math.min(...row) - 1e-12);
        expect(pHat.get([j, 0])).toBeLessThanOrEqual(Math.max(...row) + 1e-12);
      });
      const first: Matrix = column((x.toArray() as number[][]).map(([value]) => Number(value)));
      expect(averageActivation(net, first)).toEqual(forward(net, first).a1);
    }),
  );
});
