import fc from "fast-check";
import { type Complex, complex, isComplex, type Matrix, map, matrix, multiply, transpose } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  backward,
  checkGradients,
  column,
  forward,
  type Gradients,
  loss,
  random,
  randomAutoencoder,
} from "../../src/index";
import { cases, distance, matrices } from "./arbitraries";
import { networkCases } from "./fixture";

const pairs = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([d, N]) => fc.tuple(matrices(d, N), matrices(d, N)));

it("loss is ½‖(3, 4) − (0, 0)‖² = ½(9 + 16) = 12.5", () => {
  expect(loss(column([3, 4]), column([0, 0]))).toBe(12.5);
});

it("loss is the mean over the points of a batch: ½(12.5 + 0.5) = 6.5 with a second point ½‖(1, 0)‖² = 0.5", () => {
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

it("loss is never negative, and 0 only for a perfect reconstruction", () => {
  fc.assert(
    fc.property(pairs, ([ypred, y]) => {
      expect(loss(ypred, y) > 0).toBe(String(ypred) !== String(y));
      expect(loss(y, y)).toBe(0);
    }),
  );
});

it("loss is the same for prediction and target exchanged", () => {
  fc.assert(
    fc.property(pairs, ([ypred, y]) => {
      expect(loss(ypred, y)).toBe(loss(y, ypred));
    }),
  );
});

it("loss does not conjugate: an imaginary error i has the square −1", () => {
  const J = loss(matrix([[complex(0, 1)]]) as never, column([0])) as unknown as Complex;
  expect(isComplex(J)).toBe(true);
  expect(J.re).toBe(-0.5);
});

it("loss refuses matrices of different shapes", () => {
  const [tall, wide] = [column([1, 2]), transpose(column([1, 2]))];
  expect(() => loss(tall, wide)).toThrow(new Error("y is 1×2, expected 2×1 (d×N)."));
});

const partials = [
  "dJ_dypred",
  "dJ_dz2",
  "dJ_dW2",
  "dJ_db2",
  "dJ_da1",
  "dJ_dz1",
  "dJ_dW1",
  "dJ_db1",
] as const satisfies readonly (keyof Gradients)[];

describe("forward and backward agree with PyTorch's autograd to 1e-12", () => {
  it.each(networkCases)("for $title", ({ net, J, its }) => {
    const pass = forward(net, its("x"));
    for (const name of ["z1", "a1", "z2", "ypred"] as const)
      expect(distance(pass[name], its(name)), name).toBeLessThan(1e-12);
    expect(Math.abs(loss(pass.ypred, its("y")) - J)).toBeLessThan(1e-12 * Math.max(1, J));
    const g = backward(net, pass, its("x"), its("y"));
    for (const name of partials) expect(distance(g[name], its(name)), name).toBeLessThan(1e-12);
  });
});

describe("for networks of all shapes and activations", () => {
  it("all eight partials agree with a complex step", () => {
    fc.assert(
      fc.property(cases, ({ net, x, y }) => {
        expect(checkGradients(net, x, y, { method: "complex" }).rows.filter((row) => !row.ok)).toEqual([]);
      }),
    );
  });

  it("all eight partials agree with central differences, kinks excluded", () => {
    fc.assert(
      fc.property(cases, ({ net, x, y }) => {
        const { rows } = checkGradients(net, x, y);
        expect(rows.filter((row) => !row.ok)).toEqual([]);
        if (net.f1.kinks.length + net.f2.kinks.length === 0)
          expect(rows.filter((row) => row.kink)).toEqual([]);
      }),
    );
  });

  it("each partial has the shape of its variable", () => {
    fc.assert(
      fc.property(cases, ({ net, x, y }) => {
        const pass = forward(net, x);
        const g = backward(net, pass, x, y);
        const things = { ...pass, ...net } as Record<string, unknown>;
        for (const name of partials)
          expect(g[name].size()).toEqual((things[name.replace("dJ_d", "")] as Matrix).size());
      }),
    );
  });

  it("a batch has the mean of the losses and parameter gradients of its points", () => {
    fc.assert(
      fc.property(cases, ({ net, x, y }) => {
        const [points, targets] = [columnsOf(x), columnsOf(y)];
        const N = points.length;
        const batch = backward(net, forward(net, x), x, y);
        const singles = points.map((point, i) =>
          backward(net, forward(net, point), point, targets[i] as Matrix),
        );
        const losses = points.map((point, i) => loss(forward(net, point).ypred, targets[i] as Matrix));
        const mean = losses.reduce((sum, J) => sum + J, 0) / N;
        expect(Math.abs(loss(forward(net, x).ypred, y) - mean)).toBeLessThan(1e-12 * Math.max(1, mean));
        for (const name of ["dJ_dW1", "dJ_db1", "dJ_dW2", "dJ_db2"] as const) {
          const average = singles
            .map((g) => multiply(1 / N, g[name]))
            .reduce((sum, g) => map(sum, (entry: number, index) => entry + g.get(index)));
          expect(distance(batch[name], average)).toBeLessThan(1e-12);
        }
      }),
    );
  });

  it("neither pass changes its arguments", () => {
    fc.assert(
      fc.property(cases, ({ net, x, y }) => {
        const before = JSON.stringify([net, x, y]);
        const pass = forward(net, x);
        const passBefore = JSON.stringify(pass);
        backward(net, pass, x, y);
        expect(JSON.stringify([net, x, y])).toBe(before);
        expect(JSON.stringify(pass)).toBe(passBefore);
      }),
    );
  });
});

function columnsOf(M: Matrix): Matrix[] {
  const rows = M.toArray() as number[][];
  return (rows[0] ?? []).map((_, j) => column(rows.map((row) => row[j] ?? Number.NaN)));
}

describe("the error", () => {
  const x = column([1, 0, -1]);
  const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
  const pass = forward(net, x);
  const other = randomAutoencoder({ d: 3, m: 1, random: random(1) });

  it.each<[string, () => unknown, string]>([
    ["a short x", () => forward(net, column([1, 2])), "x is 2×1, expected 3×N (d×N)."],
    [
      "a list for x",
      () => forward(net, matrix([1, 0, -1])),
      "x is a list of 3 numbers, expected 3×N (d×N): write a column as column([…]) or matrix([[…], […]]).",
    ],
    [
      "an array for x",
      () => forward(net, [[1], [0], [-1]] as unknown as Matrix),
      "x is a plain array, expected 3×N (d×N): write matrix([[…], […]]).",
    ],
    [
      "NaN in x",
      () => forward(net, matrix([[1], [Number.NaN], [2]])),
      "x has NaN at [1, 0], expected finite numbers throughout.",
    ],
    ["a short y", () => backward(net, pass, x, column([1, 2])), "y is 2×1, expected 3×1 (d×N)."],
    [
      "more points in x than in the pass",
      () => backward(net, pass, multiply(x, matrix([[1, 1]])), multiply(x, matrix([[1, 1]]))),
      "pass.z1 is 2×1, expected 2×2 (m×N).",
    ],
    [
      "the pass of another network",
      () => backward(net, forward(other, x), x, x),
      "pass.z1 is 1×1, expected 2×1 (m×N).",
    ],
    ["a loss of two shapes", () => loss(x, column([1, 2])), "y is 2×1, expected 3×1 (d×N)."],
  ])("names %s", (_, call, message) => expect(call).toThrow(new Error(message)));
});
