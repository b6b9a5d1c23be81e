import { max, mean, min, variance } from "mathjs";
import { describe, expect, it } from "vitest";
import { identity, random, randomAutoencoder, relu, sigmoid } from "../../src/index";

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

  it("is the same for the same seed and another for another", () => {
    const make = (seed: number) => randomAutoencoder({ d: 3, m: 2, random: random(seed) });
    expect(make(1)).toEqual(make(1));
    expect(make(1).W1).not.toEqual(make(2).W1);
  });

  it("has a sigmoid inside and a linear output unless told otherwise", () => {
    const { f1, f2 } = randomAutoencoder({ d: 3, m: 2, random: random(1) });
    expect([f1, f2]).toEqual([sigmoid, identity]);
    expect(randomAutoencoder({ d: 3, m: 2, f1: relu, f2: sigmoid, random: random(1) })).toMatchObject({
      f1: relu,
      f2: sigmoid,
    });
  });

  it("refuses sizes that are no counts", () => {
    expect(() => randomAutoencoder({ d: 0, m: 2, random: random(1) })).toThrow(
      new Error("d is 0, expected a whole number from 1."),
    );
    expect(() => randomAutoencoder({ d: 3, m: 1.5, random: random(1) })).toThrow(
      new Error("m is 1.5, expected a whole number from 1."),
    );
  });
});
