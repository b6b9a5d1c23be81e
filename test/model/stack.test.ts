import fc from "fast-check";
import { matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  autoencoder,
  backward,
  backwardStack,
  collapse,
  column,
  deepStack,
  digits,
  forward,
  forwardStack,
  identity,
  penalties,
  random,
  relu,
  sigmoid,
  stack,
} from "../../src/index";
import { sparsityPull } from "../../src/model/sparsity";
import { autoencoderOf, stackOf } from "../../src/model/stack";
import { cases, distance } from "./arbitraries";

const linear = {
  W: matrix([
    [2, 0],
    [0, 2],
  ]),
  b: column([1, 0]),
  f: identity,
};
const last = {
  W: matrix([
    [1, 1],
    [0, 1],
  ]),
  b: column([5, 0]),
  f: relu,
};

it("forwardStack and backwardStack give the hand-computed pass: z = (3, 4), then (12, 4); back: dz = (2, 1), W'dz = (2, 3), dW = dz xᵀ", () => {
  const net = stack([linear, last]);
  const x = column([1, 2]);
  const pass = forwardStack(net, x);
  expect(pass.z.map((z) => z.toArray())).toEqual([
    [[3], [4]],
    [[12], [4]],
  ]);
  const g = backwardStack(net, pass, x, column([10, 3]));
  expect(g.dJ_dz.map((z) => z.toArray())).toEqual([
    [[2], [3]],
    [[2], [1]],
  ]);
  expect(g.dJ_dW.map((W) => W.toArray())).toEqual([
    [
      [2, 4],
      [3, 6],
    ],
    [
      [6, 8],
      [3, 4],
    ],
  ]);
});

it("a stack of two layers gives the same bits as the exam's network in every line, also with a pull", () => {
  fc.assert(
    fc.property(cases, ({ net, x, y }) => {
      const both = stackOf(net);
      const pass = forward(net, x);
      const deep = forwardStack(both, x);
      expect(deep).toEqual({ z: [pass.z1, pass.z2], a: [pass.a1, pass.ypred] });
      const of = sparsityPull({ penalty: penalties.l2, beta: 0.5, p: 0.1 }, column(Array(net.m).fill(0.3)));
      for (const [plain, stacked] of [
        [backward(net, pass, x, y), backwardStack(both, deep, x, y)],
        [backward(net, pass, x, y, of), backwardStack(both, deep, x, y, { layer: 0, of })],
      ] as const) {
        expect(stacked.dJ_da).toEqual([plain.dJ_da1, plain.dJ_dypred]);
        expect(stacked.dJ_dz).toEqual([plain.dJ_dz1, plain.dJ_dz2]);
        expect(stacked.dJ_dW).toEqual([plain.dJ_dW1, plain.dJ_dW2]);
        expect(stacked.dJ_db).toEqual([plain.dJ_db1, plain.dJ_db2]);
      }
      expect(autoencoderOf(both)).toEqual(net);
    }),
  );
});

describe("collapse", () => {
  it("changes the outputs for the digits by at most 1e-14 with ten linear layers before the sigmoid layer", () => {
    const { X } = digits();
    const net = deepStack({ d: 64, m: 8, linear: 10, random: random(1) });
    const small = collapse(net);
    expect(small.sizes).toEqual([64, 8, 64]);
    const [deep, shallow] = [net, small].map((it) => forwardStack(it, X).a.at(-1)) as [typeof X, typeof X];
    expect(distance(deep, shallow)).toBeLessThan(1e-14);
  });

  it("keeps a network without linear layers, and turns linear layers alone into one", () => {
    const net = stack([last, last]);
    expect(collapse(net)).toEqual(net);
    expect(collapse(stack([linear, linear, linear])).layers).toEqual([
      {
        W: matrix([
          [8, 0],
          [0, 8],
        ]),
        b: column([7, 0]),
        f: identity,
      },
    ]);
  });
});

it("deepStack has the linear layers first, then the layer with f1, then the output", () => {
  const net = deepStack({ d: 5, m: 2, linear: 2, width: 3, f2: sigmoid, random: random(1) });
  expect(net.sizes).toEqual([5, 3, 3, 2, 5]);
  expect(net.layers.map(({ f }) => f.name)).toEqual(["identity", "identity", "sigmoid", "sigmoid"]);
});

describe("the error", () => {
  const net = autoencoder({
    W1: matrix([[1, 2]]),
    b1: column([0]),
    W2: column([1, 2]),
    b2: column([0, 0]),
    f1: sigmoid,
    f2: identity,
  });
  it.each<[string, () => unknown, string]>([
    [
      "no layer",
      () => stack([]),
      "layers is an empty list, expected a list of at least one layer { W, b, f }.",
    ],
    [
      "a layer of other inputs",
      () => stack([linear, ...stackOf(net).layers, linear, { ...last, W: column([1]) }]),
      "W of layer 5 is 1×1, expected n×2 (n×k, with k units in layer 4).",
    ],
    ["a bias", () => stack([{ ...last, b: column([1]) }]), "b of layer 1 is 1×1, expected 2×1 (n×1)."],
    [
      "an activation",
      () => stack([{ ...last, f: undefined as never }]),
      "f of layer 1 is missing, expected an activation such as sigmoid or identity.",
    ],
    ["x", () => forwardStack(stack([linear]), column([1])), "x is 1×1, expected 2×N (k×N)."],
    [
      "three layers as the exam's network",
      () => autoencoderOf(stack([linear, linear, last])),
      "The stack has 3 layers, expected 2 as in the exam's network: collapse(…) combines linear layers.",
    ],
    [
      "half a linear layer",
      () => deepStack({ d: 2, m: 1, linear: 0.5, random: random(1) }),
      "linear is 0.5, expected a whole number from 0.",
    ],
    [
      "a pull of another layer",
      () => backward(net, forward(net, column([1, 2])), column([1, 2]), column([1, 2]), column([1, 2])),
      "pull is 2×1, expected 1×1 (m×1).",
    ],
  ])("names %s", (_, call, message) => expect(call).toThrow(new Error(message)));
});
