"use strict";
// The targets of the engine itself: the gradient check, conversion, a sweep.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { spawn } = require("node:child_process");

const dist = path.join(__dirname, "..", "..", "dist");

/** @param {() => void} run @returns milliseconds */
function timed(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** @param {number[]} numbers */
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/** @param {number} B @param {number} times */
function gradientCheck(B, times) {
  /** @type {typeof import("../../src/index")} */
  const { random, randomAutoencoder, sigmoid } = require(path.join(dist, "index.js"));
  /** @type {typeof import("../../src/engine/index")} */
  const { checkParameters } = require(path.join(dist, "engine", "index.js"));
  const numbers = random(2);
  const X = numbers.matrix(64, B, () => numbers.uniform());
  const net = randomAutoencoder({ d: 64, m: 32, f2: sigmoid, random: random(1) });
  return median(
    Array.from({ length: times }, () =>
      timed(() => {
        if (!checkParameters(net, X, X).ok) throw new Error("the gradient check failed");
      }),
    ),
  );
}

/** PyTorch's slow check of the same network, in milliseconds. @param {string} python @param {number} B */
function torchCheck(python, B) {
  const child = spawn(python, [path.join(__dirname, "peers", "python.py"), "torch f64"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.end(
    Array.from({ length: 3 }, () => `${JSON.stringify({ d: 64, m: 32, B, gradcheck: true })}\n`).join(""),
  );
  let said = "";
  child.stdout.on("data", (data) => {
    said += data;
  });
  return new Promise((/** @type {(time: number) => void} */ done) => {
    child.once("close", () => {
      const times = said
        .trim()
        .split("\n")
        .map((line) => 1000 / JSON.parse(line).perSecond);
      done(median(times.slice(1)));
    });
  });
}

/** The share of the conversion from and to matrices in a fit of 100 steps. @param {{ d: number, m: number, B: number }} size */
function conversion({ d, m, B }) {
  /** @type {typeof import("../../src/index")} */
  const { random, randomAutoencoder, sigmoid } = require(path.join(dist, "index.js"));
  /** @type {typeof import("../../src/engine/index")} */
  const { backend } = require(path.join(dist, "engine", "index.js"));
  const net = randomAutoencoder({ d, m, f2: sigmoid, random: random(1) });
  const numbers = random(2);
  const X = numbers.matrix(d, B, () => numbers.uniform());
  const once = () => {
    const start = performance.now();
    const learner = backend("wasm").learner(net);
    const data = learner.load(X);
    const middle = performance.now();
    for (let k = 0; k < 100; k++) learner.step(data, 0.1);
    const end = performance.now();
    learner.network();
    const [converting, whole] = [middle - start + performance.now() - end, performance.now() - start];
    learner.free();
    return converting / whole;
  };
  return median(Array.from({ length: 15 }, once).slice(5));
}

/** A sweep of half a minute on one worker, so the start of the threads hardly counts, as in real sweeps. */
const sweepSettings = { seeds: [1, 2, 3, 4, 5, 6, 7, 8], widths: [16, 32, 64], N: 500, steps: 6000 };

/** The speed-up of two workers over one, and the time of one in seconds. */
async function twoWorkers() {
  /** @type {typeof import("../../src/experiments/run/registry")} */
  const { experimentNamed } = require(path.join(dist, "experiments", "run", "registry.js"));
  /** @type {typeof import("../../src/experiments/core/settings")} */
  const { configure } = require(path.join(dist, "experiments", "core", "settings.js"));
  /** @type {typeof import("../../src/experiments/run/sweep")} */
  const { sweep } = require(path.join(dist, "experiments", "run", "sweep.js"));
  const experiment = experimentNamed("hidden-size");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  const time = async (/** @type {number} */ workers) => {
    const start = performance.now();
    const file = path.join(folder, `${workers}.json`);
    await sweep(experiment, configure(experiment.settings, sweepSettings), { workers, file });
    return (performance.now() - start) / 1000;
  };
  try {
    const one = await time(1);
    return { one, ratio: one / (await time(2)) };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/**
 * @param {{ quick: boolean, python: string | undefined }} options
 * @returns {Promise<{ what: string, measured: number, wanted: number, reached: boolean }[]>}
 */
async function own({ quick, python }) {
  /** @type {{ what: string, measured: number, wanted: number, reached: boolean }[]} */
  const rows = [];
  const add = (
    /** @type {string} */ what,
    /** @type {number} */ measured,
    /** @type {number} */ wanted,
    below = false,
  ) => rows.push({ what, measured, wanted, reached: below ? measured < wanted : measured >= wanted });
  for (const [B, wanted] of /** @type {const} */ ([
    [1, 40],
    [32, 20],
  ]))
    if (python)
      add(
        `all parameters against torch.autograd.gradcheck, 64,32,${B}`,
        (await torchCheck(python, B)) / gradientCheck(B, 15),
        wanted,
      );
  for (const size of [
    { d: 64, m: 32, B: 32 },
    { d: 64, m: 32, B: 500 },
    ...(quick ? [] : [{ d: 64, m: 640, B: 500 }]),
  ])
    add(
      `conversion, share of a fit of 100 steps, ${size.d},${size.m},${size.B}`,
      conversion(size),
      0.05,
      true,
    );
  if (!quick) {
    const { one, ratio } = await twoWorkers();
    add(`a sweep of ${one.toFixed(0)} s on 2 workers against 1`, ratio, 1.8);
  }
  return rows;
}

module.exports = { own };
