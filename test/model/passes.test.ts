import fc from "fast-check";
import { type Matrix, map, matrix, multiply } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  autoencoder,
  backward,
  checkGradients,
  column,
  forward,
  type Gradients,
  identity,
  loss,
  sigmoid,
  softplus,
} from "../../src/index";
import { cases, distance } from "./arbitraries";
import { networkCases } from "./fixture";

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

/** d = 3, m = 2; with L = ln 3 the sigmoid meets σ(L) = 3/4 and σ(−L) = 1/4, with slope 3/16 at both. */
const L = Math.log(3);
const handNet = autoencoder({
  W1: matrix([
    [L, 2, 0],
    [0, 5, L],
  ]),
  b1: column([0, 0]),
  W2: matrix([
    [4, 0],
    [0, 4],
    [4, 4],
  ]),
  b2: column([0, 1, -1]),
  f1: sigmoid,
  f2: identity,
});

function expectMatrix(actual: Matrix, expected: number[][]): void {
  expect(distance(actual, matrix(expected))).toBeLessThan(1e-12);
}

describe("the hand-worked network", () => {
  const x = column([1, 0, -1]);
  const pass = forward(handNet, x);
  const g = backward(handNet, pass, x, x);

  it("goes forward", () => {
    // z1 = (L·1 + 2·0 + 0·(−1), 0·1 + 5·0 + L·(−1)) = (L, −L)
    expectMatrix(pass.z1, [[L], [-L]]);
    // a1 = (σ(L), σ(−L)) = (3/4, 1/4)
    expectMatrix(pass.a1, [[3 / 4], [1 / 4]]);
    // z2 = (4·¾, 4·¼ + 1, 4·¾ + 4·¼ − 1) = (3, 2, 3), and ypred is the same
    expectMatrix(pass.z2, [[3], [2], [3]]);
    expectMatrix(pass.ypred, [[3], [2], [3]]);
  });

  it("has the loss ½((3−1)² + (2−0)² + (3+1)²) = ½(4 + 4 + 16) = 12", () => {
    expect(loss(pass.ypred, x)).toBeCloseTo(12, 12);
  });

  it("goes backward", () => {
    // dJ/dypred = ypred − y = (2, 2, 4); the output is linear, so dJ/dz2 and dJ/db2 are the same
    expectMatrix(g.dJ_dypred, [[2], [2], [4]]);
    expectMatrix(g.dJ_dz2, [[2], [2], [4]]);
    expectMatrix(g.dJ_db2, [[2], [2], [4]]);
    // dJ/dW2 = (2, 2, 4) times the row (3/4, 1/4)
    expectMatrix(g.dJ_dW2, [
      [1.5, 0.5],
      [1.5, 0.5],
      [3, 1],
    ]);
    // dJ/da1 = W2ᵀ (2, 2, 4) = (4·2 + 0·2 + 4·4, 0·2 + 4·2 + 4·4) = (24, 24)
    expectMatrix(g.dJ_da1, [[24], [24]]);
    // dJ/dz1 = (24, 24) * (3/16, 3/16) = (4.5, 4.5)
    expectMatrix(g.dJ_dz1, [[4.5], [4.5]]);
    expectMatrix(g.dJ_db1, [[4.5], [4.5]]);
    // dJ/dW1 = (4.5, 4.5) times the row (1, 0, −1)
    expectMatrix(g.dJ_dW1, [
      [4.5, 0, -4.5],
      [4.5, 0, -4.5],
    ]);
  });
});

it("a curved output scales the hand-worked error by its slope", () => {
  // softplus at z2 = (3, 2, 3): slope σ(z2). dJ/dz2 = (softplus(z2) − y) * σ(z2)
  const net = autoencoder({ ...handNet, f2: softplus });
  const x = column([1, 0, -1]);
  const g = backward(net, forward(net, x), x, x);
  const error = [Math.log1p(Math.exp(3)) - 1, Math.log1p(Math.exp(2)), Math.log1p(Math.exp(3)) + 1];
  const slope = [3, 2, 3].map((z) => 1 / (1 + Math.exp(-z)));
  expectMatrix(
    g.dJ_dz2,
    error.map((e, k) => [e * (slope[k] ?? 0)]),
  );
});

it("a hand-worked batch has the mean loss and the mean gradients", () => {
  // second point x = (−1, 0, 1), y = 0: z1 = (−L, L), a1 = (1/4, 3/4), ypred = (1, 4, 3), J = ½(1+16+9) = 13
  const X = matrix([
    [1, -1],
    [0, 0],
    [-1, 1],
  ]);
  const Y = matrix([
    [1, 0],
    [0, 0],
    [-1, 0],
  ]);
  const pass = forward(handNet, X);
  const g = backward(handNet, pass, X, Y);
  expect(loss(pass.ypred, Y)).toBeCloseTo((12 + 13) / 2, 12);
  expectMatrix(g.dJ_dypred, [
    [1, 0.5],
    [1, 2],
    [2, 1.5],
  ]);
  // first row: ½(2·3/4 + 1·1/4), ½(2·1/4 + 1·3/4); and so on
  expectMatrix(g.dJ_dW2, [
    [0.875, 0.625],
    [1.25, 1.75],
    [1.875, 1.625],
  ]);
  expectMatrix(g.dJ_db2, [[1.5], [3], [3.5]]);
});

describe("PyTorch's autograd agrees to 1e-12", () => {
  it.each(networkCases)("$title", ({ net, J, its }) => {
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

  it("all eight partials agree with central differences, kinks passed over", () => {
    fc.assert(
      fc.property(cases, ({ net, x, y }) => {
        const { rows } = checkGradients(net, x, y);
        expect(rows.filter((row) => !row.ok)).toEqual([]);
        if (net.f1.kinks.length + net.f2.kinks.length === 0)
          expect(rows.filter((row) => row.kink)).toEqual([]);
      }),
    );
  });

  it("each partial has the shape of what J is differentiated by", () => {
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

  it("a batch has the mean of its points' losses and parameter gradients", () => {
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

  it("neither pass changes what it is given", () => {
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

describe("what does not fit is named", () => {
  const x = column([1, 0, -1]);
  const pass = forward(handNet, x);
  const other = autoencoder({ ...handNet, W1: matrix([[1, 2, 3]]), b1: column([0]), W2: column([1, 2, 3]) });

  it.each<[string, () => unknown, string]>([
    ["a short x", () => forward(handNet, column([1, 2])), "x is 2×1, expected 3×N (d×N)."],
    [
      "a list for x",
      () => forward(handNet, matrix([1, 0, -1])),
      "x is a list of 3 numbers, expected 3×N (d×N): write a column as column([…]) or matrix([[…], […]]).",
    ],
    [
      "an array for x",
      () => forward(handNet, [[1], [0], [-1]] as unknown as Matrix),
      "x is a plain array, expected 3×N (d×N): write matrix([[…], […]]).",
    ],
    [
      "NaN in x",
      () => forward(handNet, column([1, Number.NaN, 2])),
      "x has NaN at [1, 0], expected finite numbers throughout.",
    ],
    ["a short y", () => backward(handNet, pass, x, column([1, 2])), "y is 2×1, expected 3×1 (d×N)."],
    [
      "more points in x than in the pass",
      () => backward(handNet, pass, multiply(x, matrix([[1, 1]])), multiply(x, matrix([[1, 1]]))),
      "pass.z1 is 2×1, expected 2×2 (m×N).",
    ],
    [
      "the pass of another network",
      () => backward(handNet, forward(other, x), x, x),
      "pass.z1 is 1×1, expected 2×1 (m×N).",
    ],
    ["a loss of two shapes", () => loss(x, column([1, 2])), "y is 2×1, expected 3×1 (d×N)."],
  ])("%s", (_, call, message) => expect(call).toThrow(new Error(message)));
});
