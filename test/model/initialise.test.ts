import fc from "fast-check";
import {
  identity as eye,
  type Matrix,
  max,
  mean,
  min,
  multiply,
  std,
  subtract,
  transpose,
  variance,
} from "mathjs";
import { describe, expect, it } from "vitest";
import { identity, initialisers, random, randomAutoencoder, relu, sigmoid } from "../../src/index";
import { distance } from "./arbitraries";

const spread = (W: Matrix) => Number(std(W as never));

describe("initialisers", () => {
  it("draw orthonormal rows or columns (the fewer) for every shape", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(),
        (rows, columns, seed) => {
          const W = initialisers.orthogonal.weights(rows, columns, random(seed));
          const gram = rows <= columns ? multiply(W, transpose(W)) : multiply(transpose(W), W);
          expect(distance(gram, eye(Math.min(rows, columns)) as Matrix)).toBeLessThan(1e-14);
        },
      ),
    );
  });

  it("draw orthogonal matrices uniformly: each entry has mean 0 and variance 1/n", () => {
    const draws = Array.from({ length: 400 }, (_, seed) =>
      initialisers.orthogonal.weights(3, 3, random(seed)),
    );
    const squares = draws.map((W) => W.get([2, 2]) ** 2);
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(draws.map((W) => W.get([0, 0])))).toBeCloseTo(0, 1);
    expect(mean(squares)).toBeCloseTo(1 / 3, 1);
  });

  it("have standard deviation √(2/in) for he, sd for gaussian, √(2/(in+out)) for xavier", () => {
    expect(spread(initialisers.he.weights(40, 200, random(1)))).toBeCloseTo(Math.sqrt(2 / 200), 2);
    expect(spread(initialisers.gaussian(0.01).weights(40, 200, random(1)))).toBeCloseTo(0.01, 3);
    expect(spread(initialisers.xavier.weights(40, 200, random(1)))).toBeCloseTo(Math.sqrt(2 / 240), 2);
  });

  it("draw both matrices of a network, each for its sizes", () => {
    const { W1, W2 } = randomAutoencoder({
      d: 9,
      m: 4,
      initialiser: initialisers.orthogonal,
      random: random(3),
    });
    expect([W1.size(), W2.size()]).toEqual([
      [4, 9],
      [9, 4],
    ]);
    expect(distance(multiply(transpose(W2), W2), eye(4) as Matrix)).toBeLessThan(1e-14);
    expect(distance(subtract(W1, transpose(W2)), multiply(0, W1))).toBeGreaterThan(0.1);
  });

  it("refuse invalid sizes and standard deviations", () => {
    expect(() => initialisers.he.weights(0, 3, random(1))).toThrow(
      "rows is 0, expected a whole number from 1.",
    );
    expect(() => initialisers.gaussian(-1)).toThrow("sd is -1, expected a number above 0 such as 0.01.");
  });
});

describe("randomAutoencoder", () => {
  it("has weights uniform on ±√(6/(d+m)) and zero biases", () => {
    const net = randomAutoencoder({ d: 64, m: 32, random: random(5) });
    const limit = Math.sqrt(6 / 96);
    for (const W of [net.W1, net.W2]) {
      expect(max(W)).toBeLessThan(limit);
      expect(max(W)).toBeGreaterThan(0.99 * limit);
      expect(min(W)).toBeGreaterThanOrEqual(-limit);
      expect(Math.abs(Number(mean(W)))).toBeLessThan(0.02 * limit);
      // variance limit²/3 = 2/(d+m), up to 5 standard errors
      expect(Number(variance(W as never)) / (2 / 96)).toBeCloseTo(1, 1);
    }
    expect([max(net.b1), min(net.b1), max(net.b2), min(net.b2)]).toEqual([0, 0, 0, 0]);
  });

  it("returns the same network for the same seed, and another for another seed", () => {
    const make = (seed: number) => randomAutoencoder({ d: 3, m: 2, random: random(seed) });
    expect(make(1)).toEqual(make(1));
    expect(make(1).W1).not.toEqual(make(2).W1);
  });

  it("has a sigmoid hidden layer and a linear output by default", () => {
    const { f1, f2 } = randomAutoencoder({ d: 3, m: 2, random: random(1) });
    expect([f1, f2]).toEqual([sigmoid, identity]);
    expect(randomAutoencoder({ d: 3, m: 2, f1: relu, f2: sigmoid, random: random(1) })).toMatchObject({
      f1: relu,
      f2: sigmoid,
    });
  });

  it("refuses sizes that are not whole numbers from 1", () => {
    expect(() => randomAutoencoder({ d: 0, m: 2, random: random(1) })).toThrow(
      new Error("d is 0, expected a whole number from 1."),
    );
    expect(() => randomAutoencoder({ d: 3, m: 1.5, random: random(1) })).toThrow(
      new Error("m is 1.5, expected a whole number from 1."),
    );
  });
});
