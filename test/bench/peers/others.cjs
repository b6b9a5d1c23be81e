"use strict";
const { createRequire } = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { rowsOf } = require("./case.cjs");

/** Where `npm run bench -- --install` installs peers that only the benchmark needs. */
const cache = path.join(__dirname, "..", "..", "..", "node_modules", ".cache", "bench");
const cached = createRequire(path.join(cache, "package.json"));

/** @typedef {import("./case.cjs").Case} Case @typedef {import("./case.cjs").Steps} Steps */

/** @param {Case} of @returns {Steps} */
function mlMatrix(of) {
  const { Matrix } = cached("ml-matrix");
  const { d, m, B, eta } = of;
  const [W1, b1, W2, b2, x] = [
    rowsOf(of.W1, m),
    rowsOf(of.b1, m),
    rowsOf(of.W2, d),
    rowsOf(of.b2, d),
    rowsOf(of.X, d),
  ].map((rows) => new Matrix(rows));
  const one = Matrix.ones(B, 1);
  const slope = (/** @type {any} */ a) => Matrix.mul(a, Matrix.sub(Matrix.ones(a.rows, a.columns), a));
  const sigmoid = (/** @type {any} */ z) =>
    z.apply((/** @type {number} */ i, /** @type {number} */ j) =>
      z.set(i, j, 1 / (1 + Math.exp(-z.get(i, j)))),
    );
  const step = () => {
    const a1 = sigmoid(W1.mmul(x).addColumnVector(b1));
    const ypred = sigmoid(W2.mmul(a1).addColumnVector(b2));
    const error = Matrix.sub(ypred, x);
    const loss = Matrix.mul(error, error).sum() / (2 * B);
    const dz2 = Matrix.mul(error, 1 / B).mul(slope(ypred));
    const dz1 = W2.transpose().mmul(dz2).mul(slope(a1));
    W2.sub(dz2.mmul(a1.transpose()).mul(eta));
    b2.sub(dz2.mmul(one).mul(eta));
    W1.sub(dz1.mmul(x.transpose()).mul(eta));
    b1.sub(dz1.mmul(one).mul(eta));
    return loss;
  };
  return { step };
}

/** float32, the only type that TensorFlow.js has. @param {Case} of @returns {Promise<Steps>} */
async function tfjs(of) {
  const tf = cached("@tensorflow/tfjs-core");
  const wasm = cached("@tensorflow/tfjs-backend-wasm");
  wasm.setThreadsCount(1);
  await tf.setBackend("wasm");
  await tf.ready();
  const { d, m, B, eta } = of;
  const tensor = (/** @type {Float64Array} */ v, /** @type {number} */ rows) =>
    tf.tensor2d(Float32Array.from(v), [rows, v.length / rows]);
  let [W1, b1, W2, b2] = [tensor(of.W1, m), tensor(of.b1, m), tensor(of.W2, d), tensor(of.b2, d)];
  const x = tensor(of.X, d);
  const step = (wanted = false) => {
    let loss;
    const next = tf.tidy(() => {
      const a1 = tf.sigmoid(tf.add(tf.matMul(W1, x), b1));
      const ypred = tf.sigmoid(tf.add(tf.matMul(W2, a1), b2));
      const error = tf.sub(ypred, x);
      if (wanted) loss = tf.sum(tf.square(error)).dataSync()[0] / (2 * B);
      const dz2 = tf.mul(tf.mul(error, 1 / B), tf.mul(ypred, tf.sub(1, ypred)));
      const dz1 = tf.mul(tf.matMul(W2, dz2, true), tf.mul(a1, tf.sub(1, a1)));
      return [
        tf.sub(W1, tf.mul(eta, tf.matMul(dz1, x, false, true))),
        tf.sub(b1, tf.mul(eta, tf.sum(dz1, 1, true))),
        tf.sub(W2, tf.mul(eta, tf.matMul(dz2, a1, false, true))),
        tf.sub(b2, tf.mul(eta, tf.sum(dz2, 1, true))),
      ];
    });
    tf.dispose([W1, b1, W2, b2]);
    [W1, b1, W2, b2] = next;
    return loss;
  };
  return { step };
}

/** float32, with gradients by jax-js and a compiled step. @param {Case} of @returns {Promise<Steps>} */
async function jax(of) {
  const {
    defaultDevice,
    init,
    jit,
    nn,
    numpy: np,
    valueAndGrad,
  } = await import(pathToFileURL(cached.resolve("@jax-js/jax")).href);
  await init("wasm");
  defaultDevice("wasm");
  const { d, m, B, eta } = of;
  const array = (/** @type {Float64Array} */ v, /** @type {number} */ rows) =>
    np.array(Float32Array.from(v)).reshape([rows, v.length / rows]);
  let [W1, b1, W2, b2] = [array(of.W1, m), array(of.b1, m), array(of.W2, d), array(of.b2, d)];
  const x = array(of.X, d);
  const objective = (/** @type {any} */ p, /** @type {any} */ x) => {
    const a1 = nn.sigmoid(np.matmul(p.W1, x.ref).add(p.b1));
    const ypred = nn.sigmoid(np.matmul(p.W2, a1).add(p.b2));
    return np
      .square(ypred.sub(x))
      .sum()
      .mul(1 / (2 * B));
  };
  const compiled = jit((/** @type {any} */ p, /** @type {any} */ x) => {
    const [loss, g] = valueAndGrad(objective)({ W1: p.W1.ref, b1: p.b1.ref, W2: p.W2.ref, b2: p.b2.ref }, x);
    const next = (/** @type {string} */ name) => p[name].sub(g[name].mul(eta));
    return { loss, W1: next("W1"), b1: next("b1"), W2: next("W2"), b2: next("b2") };
  });
  const step = (wanted = false) => {
    const { loss, ...next } = compiled({ W1, b1, W2, b2 }, x.ref);
    ({ W1, b1, W2, b2 } = next);
    if (wanted) return loss.dataSync()[0];
    loss.dispose();
    return undefined;
  };
  // Pending work counts too.
  return { step, wait: () => W1.ref.dataSync() };
}

module.exports = { cache, cached, jax, mlMatrix, tfjs };
