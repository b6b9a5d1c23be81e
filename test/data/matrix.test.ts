import fc from "fast-check";
import { bignumber, complex, matrix, zeros } from "mathjs";
import { describe, expect, it } from "vitest";
import { requireShape } from "../../src/data/matrix";
import { column, size } from "../../src/index";

it("column returns a k×1 matrix with its numbers in order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      expect(size(column(values))).toEqual([values.length, 1]);
      expect(column(values).toArray()).toEqual(values.map((value) => [value]));
    }),
  );
});

it("requireShape accepts a matrix of the expected shape and returns the shape", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), (rows, columns) => {
      const M = matrix(zeros([rows, columns]));
      expect(requireShape("M", M, [rows, columns])).toEqual([rows, columns]);
      expect(requireShape("M", M, ["d", columns])).toEqual([rows, columns]);
      expect(requireShape("M", M, ["d", "N"])).toEqual([rows, columns]);
      expect(() => requireShape("M", M, [rows + 1, columns], "d×N")).toThrow(
        new Error(`M is ${rows}×${columns}, expected ${rows + 1}×${columns} (d×N).`),
      );
    }),
  );
});

describe("requireShape", () => {
  it.each<[string, unknown, string]>([
    ["three dimensions", matrix([[[1]], [[2]]] as never), "M is 2×1×1, expected 2×1."],
    [
      "an empty matrix",
      matrix([]),
      "M is a list of 0 numbers, expected 2×1: write a column as column([…]) or matrix([[…], […]]).",
    ],
    ["a big number", matrix([[1], [bignumber(2)]]), "M has 2 at [1, 0], expected finite numbers throughout."],
    [
      "a missing entry",
      matrix([[1], [undefined as never]]),
      "M has undefined at [1, 0], expected finite numbers throughout.",
    ],
    [
      "an infinite complex entry",
      matrix([[1], [complex(0, Number.POSITIVE_INFINITY)]] as never),
      "M has Infinity at [1, 0], expected finite numbers throughout.",
    ],
  ])("names what is wrong with %s", (_, M, message) =>
    expect(() => requireShape("M", M as never, [2, 1])).toThrow(new Error(message)),
  );

  it("accepts complex entries, which complex-step differentiation needs", () => {
    expect(requireShape("M", matrix([[1], [complex(1, 2)]] as never), [2, 1])).toEqual([2, 1]);
  });

  it("refuses an empty column", () => {
    expect(() => column([])).toThrow("values is an empty list, expected a list of numbers");
  });
});
