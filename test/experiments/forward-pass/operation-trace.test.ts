import fc from "fast-check";
import { matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  penaltyGradient,
  penaltyGradientInOnePass,
  printedReadings,
  type Trace,
  traceStep,
} from "../../../src/experiments/index";
import {
  averageActivation,
  backward,
  column,
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

/** All that something was computed from, directly or not. */
function ancestors({ operations }: Trace, gives: string): Set<string> {
  const needs = operations.find((operation) => operation.gives === gives)?.needs ?? [];
  return new Set([...needs, ...needs.flatMap((name) => [...ancestors({ operations } as Trace, name)])]);
}

describe("the trace of a step", () => {
  const trace = traceStep(net, points, points, sparsity, 0.1);
  const order = (gives: string) =>
    trace.operations.find((operation) => operation.gives === gives)?.order ?? 0;

  it("ends with the gradient of the model", () => {
    const pull = sparsityPull(sparsity, averageActivation(net, points));
    const { dJ_dW1 } = backward(net, forward(net, points), points, points, pull);
    expect(distance(matrix(trace.dJ_dW1 as number[][]), dJ_dW1)).toBeLessThan(1e-14);
    expect(distance(column(trace.pHat), averageActivation(net, points))).toBeLessThan(1e-15);
  });

  it("has p̂ from the inputs and the first layer alone, every point of them, and from no target", () => {
    const own = [...ancestors(trace, "p̂")].filter((name) => !name.includes(" of "));
    expect(own.sort()).toEqual(["W1", "b1", "x1", "x2", "x3", "x4"]);
  });

  it("has no gradient of the hidden layer, of any point, before p̂", () => {
    for (const point of [1, 2, 3, 4]) {
      expect(ancestors(trace, `∂J/∂z1 of x${point}`)).toContain("p̂");
      expect(order(`∂J/∂z1 of x${point}`)).toBeGreaterThan(order("p̂"));
      expect(ancestors(trace, `∂J/∂z2 of x${point}`)).not.toContain("p̂");
    }
  });

  it("runs nothing before what it needs", () => {
    for (const { order, possibleAfter } of trace.operations) expect(possibleAfter).toBeLessThan(order);
  });
});

describe("the penalty's gradient", () => {
  it("is the same in one pass, to rounding, for all penalties and nets", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(penalties), ...Object.values(printedReadings)),
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

describe("the printed NLL", () => {
  const grid = Array.from({ length: 199 }, (_, k) => (k + 1) / 200);

  it("has the slopes that its values have, in every reading", () => {
    for (const { value, derivative } of Object.values(printedReadings))
      for (const pHat of grid) {
        const h = 1e-6 * pHat * (1 - pHat);
        const measured = (value(pHat + h, 0.05) - value(pHat - h, 0.05)) / (2 * h);
        expect(Math.abs(derivative(pHat, 0.05) - measured)).toBeLessThan(1e-4 * (1 + Math.abs(measured)));
      }
  });

  it("has no minimum inside with either sign restored, and one at p as a product", () => {
    const at = (name: keyof typeof printedReadings) =>
      grid.map((pHat) => Math.sign(printedReadings[name].derivative(pHat, 0.05)));
    expect(new Set(at("plus"))).toEqual(new Set([1]));
    expect(
      at("minus")
        .slice(0, 9)
        .every((sign) => sign > 0),
    ).toBe(true);
    expect(
      at("minus")
        .slice(10)
        .every((sign) => sign < 0),
    ).toBe(true);
    expect(
      at("product")
        .slice(0, 9)
        .every((sign) => sign < 0),
    ).toBe(true);
    expect(
      at("product")
        .slice(10)
        .every((sign) => sign > 0),
    ).toBe(true);
  });
});
