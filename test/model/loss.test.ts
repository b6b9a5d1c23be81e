import fc from "fast-check";
import { type Complex, complex, isComplex, matrix, transpose } from "mathjs";
import { expect, it } from "vitest";
import { column, loss } from "../../src/index";
import { matrices } from "./arbitraries";

const pairs = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([d, N]) => fc.tuple(matrices(d, N), matrices(d, N)));

it("½‖(3, 4) − (0, 0)‖² = ½(9 + 16) = 12.5", () => {
  expect(loss(column([3, 4]), column([0, 0]))).toBe(12.5);
});

it("is the mean over the points of a batch: ½(12.5 + 0.5) = 6.5 with a second point ½‖(1, 0)‖² = 0.5", () => {
  expect(
    loss(
      matrix([
        [3, 1],
        [4, 0],
      ]),
      matrix([
        [0, 0],
        [0, 0],
      ]),
    ),
  ).toBe(6.5);
});

it("is never negative, and 0 only for a perfect reconstruction", () => {
  fc.assert(
    fc.property(pairs, ([ypred, y]) => {
      expect(loss(ypred, y) > 0).toBe(String(ypred) !== String(y));
      expect(loss(y, y)).toBe(0);
    }),
  );
});

it("is the same when prediction and target change places", () => {
  fc.assert(
    fc.property(pairs, ([ypred, y]) => {
      expect(loss(ypred, y)).toBe(loss(y, ypred));
    }),
  );
});

it("conjugates nothing: an imaginary error i has the square −1", () => {
  const J = loss(matrix([[complex(0, 1)]]) as never, column([0])) as unknown as Complex;
  expect(isComplex(J)).toBe(true);
  expect(J.re).toBe(-0.5);
});

it("refuses matrices of two shapes", () => {
  const [tall, wide] = [column([1, 2]), transpose(column([1, 2]))];
  expect(() => loss(tall, wide)).toThrow(new Error("y is 1×2, expected 2×1 (d×N)."));
});
