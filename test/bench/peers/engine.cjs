"use strict";
const path = require("node:path");
const { matrix } = require("mathjs");
const { rowsOf } = require("./case.cjs");

const dist = path.join(__dirname, "..", "..", "..", "dist");

/**
 * The workbook's engine, by the backend of that name.
 * @param {import("../../../src/engine/index").BackendName} name
 * @returns {(of: import("./case.cjs").Case) => import("./case.cjs").Steps}
 */
const engine = (name) => (of) => {
  /** @type {typeof import("../../../src/index")} */
  const { autoencoder, sigmoid } = require(path.join(dist, "index.js"));
  /** @type {typeof import("../../../src/engine/index")} */
  const { backend } = require(path.join(dist, "engine", "index.js"));
  const { d, m, eta } = of;
  const [W1, b1, W2, b2, X] = [
    rowsOf(of.W1, m),
    rowsOf(of.b1, m),
    rowsOf(of.W2, d),
    rowsOf(of.b2, d),
    rowsOf(of.X, d),
  ].map((rows) => matrix(rows));
  if (!W1 || !b1 || !W2 || !b2 || !X) throw new Error("a matrix is missing");
  const chosen = backend(name, (sentence) => {
    throw new Error(sentence);
  });
  const learner = chosen.learner(autoencoder({ W1, b1, W2, b2, f1: sigmoid, f2: sigmoid }));
  const data = learner.load(X);
  return { step: () => learner.step(data, eta), close: () => learner.free() };
};

module.exports = { engine };
