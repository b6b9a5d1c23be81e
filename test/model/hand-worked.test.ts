import { type Matrix, matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { autoencoder, backward, column, forward, identity, loss, sigmoid, softplus } from "../../src/index";
import { distance } from "./arbitraries";

/** d = 3, m = 2; with L = ln 3: σ(L) = 3/4, σ(−L) = 1/4, both with derivative 3/16. */
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

  it("has the hand-computed forward pass", () => {
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

  it("has the hand-computed backward pass", () => {
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

it("a softplus output multiplies the hand-computed error by its derivative", () => {
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

it("a hand-computed batch has the mean loss and the mean gradients", () => {
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
