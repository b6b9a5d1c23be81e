import { dotMultiply, type Matrix, matrix, multiply, sum } from "mathjs";
import { describe, expect, it } from "vitest";
import { assertGradient, column } from "../../src/index";

describe("assertGradient", () => {
  const W1 = matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const f = (at: { W1: Matrix }) => sum(dotMultiply(at.W1, at.W1)) as number;
  const right = multiply(2, W1);

  it("names the parameter, the entry and the difference in its error", () => {
    expect(() =>
      assertGradient(f, { W1 }, { W1: right.clone().set([1, 2], 3) }, { method: "complex" }),
    ).toThrow(new Error("dJ/dW1 is wrong at [1, 2]: analytic 3, numeric 12 (relative error 0.75)."));
  });

  it("has a line in its error for each wrong parameter, with the diagnosis if there is one", () => {
    const J = (at: { W1: Matrix; b1: Matrix }) => f(at) + (sum(at.b1) as number);
    const call = () => assertGradient(J, { W1, b1: column([1, 2]) }, { W1, b1: column([-1, -1]) });
    expect(call).toThrow(
      new Error(
        [
          "dJ/dW1 is wrong at [0, 0]: analytic 1, numeric 2 (relative error 0.5); every entry is 0.5 times what it should be.",
          "dJ/db1 is wrong at [0, 0]: analytic -1, numeric 1 (relative error 2); every entry has the wrong sign.",
        ].join("\n"),
      ),
    );
  });

  it("returns the check of a right gradient", () => {
    expect(assertGradient(f, { W1 }, { W1: right }).rows.map((row) => row.name)).toEqual(["W1"]);
  });
});
