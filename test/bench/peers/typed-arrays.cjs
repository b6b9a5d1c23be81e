"use strict";

/**
 * Plain loops over typed arrays, point by point, with innermost loops over neighbouring numbers.
 * @param {import("./case.cjs").Case} of @returns {import("./case.cjs").Steps}
 */
function typedArrays({ d, m, B, eta, W1, b1, W2, b2, X }) {
  const points = new Float64Array(B * d);
  for (let i = 0; i < d; i++)
    for (let b = 0; b < B; b++) points[b * d + i] = /** @type {number} */ (X[i * B + b]);
  const [a1, dz1, dz2] = [new Float64Array(m), new Float64Array(m), new Float64Array(d)];
  const [gW1, gW2] = [new Float64Array(m * d), new Float64Array(d * m)];
  const [gb1, gb2] = [new Float64Array(m), new Float64Array(d)];
  const at = (/** @type {Float64Array} */ v, /** @type {number} */ k) => /** @type {number} */ (v[k]);
  const onePoint = (/** @type {Float64Array} */ x) => {
    let loss = 0;
    for (let j = 0; j < m; j++) {
      let z = at(b1, j);
      for (let i = 0, w = j * d; i < d; i++, w++) z += at(W1, w) * at(x, i);
      a1[j] = 1 / (1 + Math.exp(-z));
    }
    dz1.fill(0);
    for (let i = 0; i < d; i++) {
      let z = at(b2, i);
      for (let j = 0, w = i * m; j < m; j++, w++) z += at(W2, w) * at(a1, j);
      const ypred = 1 / (1 + Math.exp(-z));
      const error = ypred - at(x, i);
      loss += error * error;
      const dz = (error / B) * ypred * (1 - ypred);
      dz2[i] = dz;
      for (let j = 0, w = i * m; j < m; j++, w++) {
        dz1[j] = at(dz1, j) + at(W2, w) * dz;
        gW2[w] = at(gW2, w) + dz * at(a1, j);
      }
      gb2[i] = at(gb2, i) + dz;
    }
    for (let j = 0; j < m; j++) {
      const dz = at(dz1, j) * at(a1, j) * (1 - at(a1, j));
      for (let i = 0, w = j * d; i < d; i++, w++) gW1[w] = at(gW1, w) + dz * at(x, i);
      gb1[j] = at(gb1, j) + dz;
    }
    return loss;
  };
  const descend = (/** @type {Float64Array} */ v, /** @type {Float64Array} */ g) => {
    for (let k = 0; k < v.length; k++) {
      v[k] = at(v, k) - eta * at(g, k);
      g[k] = 0;
    }
  };
  const columns = Array.from({ length: B }, (_, b) => points.subarray(b * d, (b + 1) * d));
  const step = () => {
    let loss = 0;
    for (const x of columns) loss += onePoint(x);
    descend(W1, gW1);
    descend(b1, gb1);
    descend(W2, gW2);
    descend(b2, gb2);
    return loss / (2 * B);
  };
  return { step };
}

module.exports = { typedArrays };
