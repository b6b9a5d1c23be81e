import { matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { type Trace, traceStep } from "../../../src/experiments/index";
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
const points = random(3).matrix(3, 4);

/** The names of everything that a result depends on. */
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

  it("computes p̂ from the inputs of all points and the first layer, and from no target", () => {
    const own = [...ancestors(trace, "p̂")].filter((name) => !name.includes(" of "));
    expect(own.sort()).toEqual(["W1", "b1", "x1", "x2", "x3", "x4"]);
  });

  it("has no gradient of the hidden layer of any point before p̂", () => {
    for (const point of [1, 2, 3, 4]) {
      expect(ancestors(trace, `∂J/∂z1 of x${point}`)).toContain("p̂");
      expect(order(`∂J/∂z1 of x${point}`)).toBeGreaterThan(order("p̂"));
      expect(ancestors(trace, `∂J/∂z2 of x${point}`)).not.toContain("p̂");
    }
  });

  it("runs every operation after its inputs", () => {
    for (const { order, possibleAfter } of trace.operations) expect(possibleAfter).toBeLessThan(order);
  });
});
