import fc from "fast-check";
import { matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { deviation } from "../../../src/experiments/forward-pass/penalty-gradient";
import { nllVariants, penaltyGradient, penaltyGradientInOnePass } from "../../../src/experiments/index";
import {
  averageActivation,
  backward,
  forward,
  penalties,
  random,
  randomAutoencoder,
  sigmoid,
} from "../../../src/index";
import { sparsityPull } from "../../../src/model/sparsity";
import { distance } from "../../model/arbitraries";

const sparsity = { penalty: penalties.kl, beta: 3, p: 0.05 };
const net = randomAutoencoder({ d: 3, m: 2, f2: sigmoid, random: random(1) });
const x = random(2).matrix(3, 4, () => 0.5);
const points = random(3).matrix(3, 4);

describe("the penalty's gradient", () => {
  it("is the same in one pass, up to rounding, for all penalties and networks", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(penalties), ...Object.values(nllVariants)),
        fc.nat(1000),
        fc.integer({ min: 1, max: 6 }),
        (penalty, seed, N) => {
          const own = randomAutoencoder({ d: 4, m: 3, random: random(seed) });
          const data = random(seed).stream(1).matrix(4, N);
          const [two, one] = [penaltyGradient, penaltyGradientInOnePass].map((of) =>
            of(own, data, { ...sparsity, penalty }),
          );
          for (const name of ["dJ_dW1", "dJ_db1"] as const)
            expect(distance(one?.[name] ?? x, two?.[name] ?? points)).toBeLessThan(1e-14);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("is what the penalty adds to the model's gradient", () => {
    const pass = forward(net, points);
    const pull = sparsityPull(sparsity, averageActivation(net, points));
    const [with_, without] = [backward(net, pass, points, points, pull), backward(net, pass, points, points)];
    const { dJ_dW1 } = penaltyGradient(net, points, sparsity);
    const sum = matrix(
      (dJ_dW1.toArray() as number[][]).map((row, i) =>
        row.map((entry, j) => entry + without.dJ_dW1.get([i, j])),
      ),
    );
    expect(distance(sum, with_.dJ_dW1)).toBeLessThan(1e-14);
  });
});

it("deviation is the cosine, and the difference relative to the right gradient", () => {
  const right = matrix([[3, 4]]);
  expect(deviation(matrix([[6, 8]]), right)).toEqual({ cosine: 1, relativeError: 1 });
  expect(deviation(matrix([[-4, 3]]), right)).toEqual({ cosine: 0, relativeError: Math.SQRT2 });
});
