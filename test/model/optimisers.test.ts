import { describe, expect, it } from "vitest";
import { column, type Optimiser } from "../../src/index";
import {
  clippedGradients,
  integerPower,
  type Moments,
  optimiserStep,
  requireOptimiser,
} from "../../src/model/optimisers";
import { distance } from "./arbitraries";

/** The directions of three steps with the gradients 1, 2 and −3. */
function three(optimiser: Optimiser): number[] {
  let moments: Moments | undefined;
  return [1, 2, -3].map((g) => {
    const step = optimiserStep(optimiser, [column([g])], moments);
    moments = step.moments;
    return step.directions[0]?.get([0, 0]) as number;
  });
}

describe("three hand-computed steps with the gradients 1, 2 and −3", () => {
  it("are the gradients themselves for sgd", () => expect(three({ name: "sgd" })).toEqual([1, 2, -3]));

  it("with momentum .5 are 1, .5·1 + 2 = 2.5, .5·2.5 − 3 = −1.75", () =>
    expect(three({ name: "momentum", momentum: 0.5 })).toEqual([1, 2.5, -1.75]));

  it("with adam and β₁ = β₂ = .5 have m = ½, 1¼, −⅞; v = ½, 2¼, 5⅝; unbiased by ½, ¾, ⅞", () => {
    const [a, b, c] = three({ name: "adam", beta1: 0.5, beta2: 0.5, epsilon: 1e-30 }) as [
      number,
      number,
      number,
    ];
    expect(a).toBeCloseTo(1, 14);
    expect(b).toBeCloseTo(1.25 / 0.75 / Math.sqrt(2.25 / 0.75), 14);
    expect(c).toBeCloseTo(-0.875 / 0.875 / Math.sqrt(5.625 / 0.875), 14);
  });
});

it("the first step of adam is the sign of the gradient, for every size", () => {
  for (const g of [1e-3, 1, 1e3])
    expect(
      distance(optimiserStep({ name: "adam" }, [column([g, -g])]).directions[0] as never, column([1, -1])),
    ).toBeLessThan(1e-4);
});

it("clippedGradients scales all gradients by one factor, down to the limit", () => {
  const [a, b] = clippedGradients([column([3]), column([-4])], 1) as [never, never];
  expect(distance(a, column([0.6]))).toBeLessThan(1e-15);
  expect(distance(b, column([-0.8]))).toBeLessThan(1e-15);
  const small = [column([3]), column([-4])];
  expect(clippedGradients(small, 5)).toBe(small);
});

it("integerPower equals repeated multiplication", () => {
  for (const [x, t] of [
    [0.9, 0],
    [0.9, 1],
    [0.5, 10],
    [0.999, 1500],
  ] as const) {
    let product = 1;
    for (let k = 0; k < t; k++) product *= x;
    expect(integerPower(x, t) / product).toBeCloseTo(1, 12);
  }
});

it.each<[object, string]>([
  [{ name: "rmsprop" }, 'optimiser.name is "rmsprop", expected one of sgd, momentum, adam.'],
  [{ name: "momentum", momentum: 1 }, "momentum is 1, expected a number from 0, below 1, such as 0.9."],
  [{ name: "adam", beta2: -1 }, "beta2 is -1, expected a number from 0, below 1, such as 0.9."],
  [{ name: "adam", epsilon: 0 }, "epsilon is 0, expected a number above 0 such as 1e-8."],
])("requireOptimiser refuses %j", (optimiser, message) =>
  expect(() => requireOptimiser(optimiser as Optimiser)).toThrow(new Error(message)),
);
