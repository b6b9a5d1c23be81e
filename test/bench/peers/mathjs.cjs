"use strict";
const { add, dotMultiply, map, matrix, multiply, ones, subtract, sum, transpose } = require("mathjs");
const { rowsOf } = require("./case.cjs");

/** @typedef {import("mathjs").Matrix} Matrix */

/**
 * Plain mathjs, as a user would write it.
 * @param {import("./case.cjs").Case} of @returns {import("./case.cjs").Steps}
 */
function mathjs(of) {
  const { d, m, B, eta } = of;
  let [W1, b1, W2, b2] = [rowsOf(of.W1, m), rowsOf(of.b1, m), rowsOf(of.W2, d), rowsOf(of.b2, d)].map(
    (rows) => matrix(rows),
  );
  const x = matrix(rowsOf(of.X, d));
  const one = /** @type {Matrix} */ (ones(B, 1));
  const sigmoid = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));
  const slope = (/** @type {number} */ a) => a * (1 - a);
  const step = () => {
    if (!W1 || !b1 || !W2 || !b2) throw new Error("a matrix is missing");
    const a1 = map(/** @type {Matrix} */ (add(multiply(W1, x), b1)), sigmoid);
    const ypred = map(/** @type {Matrix} */ (add(multiply(W2, a1), b2)), sigmoid);
    const error = /** @type {Matrix} */ (subtract(ypred, x));
    const loss = Number(sum(/** @type {Matrix} */ (dotMultiply(error, error)))) / (2 * B);
    const dz2 = /** @type {Matrix} */ (dotMultiply(multiply(1 / B, error), map(ypred, slope)));
    const dz1 = /** @type {Matrix} */ (dotMultiply(multiply(transpose(W2), dz2), map(a1, slope)));
    W2 = subtract(W2, multiply(eta, multiply(dz2, transpose(a1))));
    b2 = subtract(b2, multiply(eta, multiply(dz2, one)));
    W1 = subtract(W1, multiply(eta, multiply(dz1, transpose(x))));
    b1 = subtract(b1, multiply(eta, multiply(dz1, one)));
    return loss;
  };
  return { step };
}

module.exports = { mathjs };
