import fc from "fast-check";
import { type Matrix, matrix, sparse } from "mathjs";
import { describe, expect, it } from "vitest";
import { type Activation, autoencoder, column, identity, sigmoid } from "../../src/index";
import { cases } from "./arbitraries";

const parts = {
  W1: matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]),
  b1: column([1, 2]),
  W2: matrix([
    [1, 2],
    [3, 4],
    [5, 6],
  ]),
  b2: column([1, 2, 3]),
  f1: sigmoid,
  f2: identity,
};

it("autoencoder returns a network with d and m and the given parts", () => {
  const net = autoencoder(parts);
  expect([net.d, net.m]).toEqual([3, 2]);
  expect({ ...net }).toEqual({ ...parts, d: 3, m: 2 });
});

it("autoencoder returns an equal network for the parts of a network", () => {
  fc.assert(
    fc.property(cases, ({ net }) => {
      expect(autoencoder({ ...net })).toEqual(net);
    }),
  );
});

describe("the error of autoencoder", () => {
  it.each<[string, Partial<typeof parts>, string]>([
    ["W1 transposed", { W1: parts.W2 }, "W1 is 3×2, expected 2×3 (m×d)."],
    ["W2 transposed", { W2: parts.W1 }, "W2 is 2×3, expected 3×2 (d×m)."],
    ["b1 too long", { b1: column([1, 2, 3]) }, "b1 is 3×1, expected 2×1 (m×1)."],
    ["b2 too short", { b2: column([1, 2]) }, "b2 is 2×1, expected 3×1 (d×1)."],
    ["b1 lying down", { b1: matrix([[1, 2]]) }, "b1 is 1×2, expected 2×1 (m×1)."],
    [
      "b2 a list",
      { b2: matrix([1, 2, 3]) },
      "b2 is a list of 3 numbers, expected d×1: write a column as column([…]) or matrix([[…], […]]).",
    ],
    [
      "W1 an array",
      { W1: [[1, 2, 3]] as unknown as Matrix },
      "W1 is a plain array, expected m×d: write matrix([[…], […]]).",
    ],
    ["W2 missing", { W2: undefined as unknown as Matrix }, "W2 is missing, expected d×m."],
    ["W1 a number", { W1: 3 as unknown as Matrix }, "W1 is 3, expected m×d: write matrix([[…], […]])."],
    [
      "W1 sparse",
      { W1: sparse(parts.W1.toArray() as number[][]) as unknown as Matrix },
      'W1 is a sparse matrix, expected m×d, dense: write matrix(W1, "dense").',
    ],
    [
      "W1 infinite",
      {
        W1: matrix([
          [1, 2, 1 / 0],
          [1, 2, 3],
        ]),
      },
      "W1 has Infinity at [0, 2], expected finite numbers throughout.",
    ],
    [
      "text in b1",
      { b1: matrix([["1"], ["2"]] as unknown as number[][]) },
      'b1 has "1" at [0, 0], expected finite numbers throughout.',
    ],
    [
      "f1 missing",
      { f1: undefined as unknown as Activation },
      "f1 is missing, expected an activation such as sigmoid or identity.",
    ],
    [
      "f2 a bare function",
      { f2: Math.tanh as unknown as Activation },
      "f2 is a function, expected an activation such as sigmoid or identity.",
    ],
  ])("names %s", (_, wrong, message) => {
    expect(() => autoencoder({ ...parts, ...wrong })).toThrow(new Error(message));
  });
});
