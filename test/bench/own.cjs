"use strict";
// What the engine is held to by itself: the processor's limit, the gradient check, conversion, a sweep.
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { spawn } = require("node:child_process");

const dist = path.join(__dirname, "..", "..", "dist");

/** Sums and products of pairs of numbers in registers alone, 48 in a round: no product can be faster. */
const limitSource = `export function limit(n: i32, c: f64, d: f64): f64 {
  const x = f64x2.splat(c), y = f64x2.splat(d);
  ${Array.from({ length: 12 }, (_, k) => `let a${k} = f64x2.splat(1.0${k});`).join(" ")}
  for (; n > 0; n--) { ${Array.from({ length: 12 }, (_, k) => `a${k} = f64x2.add(f64x2.mul(a${k}, x), y);`).join(" ")} }
  let sum = a0;
  ${Array.from({ length: 11 }, (_, k) => `sum = f64x2.add(sum, a${k + 1});`).join(" ")}
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}`;

/** 128-bit sums and products a nanosecond, without fusing them: the most that plain WASM can do here. */
async function limit() {
  // Not by a name that TypeScript sees: the compiler's types would redefine `require` for all of us.
  const compiler = "assemblyscript/asc";
  const asc = await import(compiler);
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let binary;
  await asc.main(["limit.ts", "--outFile=limit.wasm", "-O3", "--runtime=stub", "--enable=simd"], {
    readFile: (/** @type {string} */ name) => (name === "limit.ts" ? limitSource : null),
    writeFile: (/** @type {string} */ _name, /** @type {Uint8Array<ArrayBuffer>} */ contents) => {
      binary = contents;
    },
  });
  const { WebAssembly } = /** @type {any} */ (globalThis);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { abort: () => {} } });
  const times = Array.from({ length: 300 }, () => timed(() => exports.limit(100_000, 0.5, 0.25)));
  return (100_000 * 48) / (1e6 * Math.min(...times));
}

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
  const { checkParameters, random, randomAutoencoder, sigmoid } = require(path.join(dist, "index.js"));
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

/** The share that matrices in and out take of a fit of a hundred steps. @param {{ d: number, m: number, B: number }} size */
function conversion({ d, m, B }) {
  /** @type {typeof import("../../src/index")} */
  const { backend, random, randomAutoencoder, sigmoid } = require(path.join(dist, "index.js"));
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

/** A sweep that takes one worker half a minute: as real ones do, far longer than its threads need to start. */
const sweepSettings = { seeds: [1, 2, 3, 4, 5, 6, 7, 8], widths: [16, 32, 64], N: 500, steps: 6000 };

/** How much faster two workers are than one, and how long the one took, in seconds. */
async function twoWorkers() {
  /** @type {typeof import("../../src/experiments/all")} */
  const { experimentNamed } = require(path.join(dist, "experiments", "all.js"));
  /** @type {typeof import("../../src/experiments/settings")} */
  const { configure } = require(path.join(dist, "experiments", "settings.js"));
  /** @type {typeof import("../../src/experiments/sweep")} */
  const { sweep } = require(path.join(dist, "experiments", "sweep.js"));
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
 * @param {{ quick: boolean, python: string | undefined, speeds: Record<string, Record<string, number>> }} options
 * @returns {Promise<{ what: string, measured: number, wanted: number, reached: boolean }[]>}
 */
async function own({ quick, python, speeds }) {
  /** @type {{ what: string, measured: number, wanted: number, reached: boolean }[]} */
  const rows = [];
  const most = await limit();
  const add = (
    /** @type {string} */ what,
    /** @type {number} */ measured,
    /** @type {number} */ wanted,
    below = false,
  ) => rows.push({ what, measured, wanted, reached: below ? measured < wanted : measured >= wanted });
  for (const B of [32, 256]) {
    const speed = speeds[`64,640,${B}`]?.wasm;
    if (speed)
      add(
        `wasm, share of the limit of ${most.toFixed(1)} GFLOP/s, 64,640,${B}`,
        (10 * 64 * 640 * B * speed) / 1e9 / most,
        0.8,
      );
  }
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
