"use strict";
/** The same numbers in every language: a linear congruential generator. */

/** @typedef {{ d: number, m: number, B: number, eta: number, W1: Float64Array, b1: Float64Array, W2: Float64Array, b2: Float64Array, X: Float64Array }} Case */
/** @typedef {{ step(wanted?: boolean): number | undefined, wait?(): unknown, close?(): void }} Steps A step returns the loss before it if `wanted`. */

/**
 * W1 m×d, W2 d×m and X d×B, row by row.
 * @param {{ d: number, m: number, B: number }} size
 * @returns {Case}
 */
function makeCase({ d, m, B }) {
  let state = 1;
  const uniform = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 2 ** 31;
  };
  const weights = (/** @type {number} */ count) =>
    Float64Array.from({ length: count }, () => (uniform() - 0.5) / 5);
  const [W1, W2] = [weights(m * d), weights(d * m)];
  const X = Float64Array.from({ length: d * B }, uniform);
  return { d, m, B, eta: 0.1, W1, b1: new Float64Array(m), W2, b2: new Float64Array(d), X };
}

/**
 * Rows of a matrix from its numbers.
 * @param {Float64Array} numbers @param {number} rows
 */
function rowsOf(numbers, rows) {
  const columns = numbers.length / rows;
  return Array.from({ length: rows }, (_, i) => Array.from(numbers.subarray(i * columns, (i + 1) * columns)));
}

module.exports = { makeCase, rowsOf };
