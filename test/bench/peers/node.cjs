"use strict";
/** One peer in its own process: requests and answers are lines of JSON. */
const readline = require("node:readline");
const { makeCase } = require("./case.cjs");
const { engine } = require("./engine.cjs");
const { limit } = require("./limit.cjs");
const { mathjs } = require("./mathjs.cjs");
const { jax, mlMatrix, tfjs } = require("./others.cjs");
const { typedArrays } = require("./typed-arrays.cjs");

/** @type {Record<string, (of: import("./case.cjs").Case) => import("./case.cjs").Steps | Promise<import("./case.cjs").Steps>>} */
const peers = {
  wasm: engine("wasm"),
  blas: engine("blas"),
  "SIMD limit": limit,
  mathjs,
  "typed arrays": typedArrays,
  "ml-matrix": mlMatrix,
  "tfjs-wasm": tfjs,
  "jax-js": jax,
};

const make = peers[process.argv[2] ?? ""];
if (!make) throw new Error(`There is no peer ${process.argv[2]}.`);
/** @type {Map<string, import("./case.cjs").Steps>} */
const made = new Map();

/**
 * Makes steps for so many milliseconds. @returns steps per second
 * @param {import("./case.cjs").Steps} steps @param {number} milliseconds
 */
function measure({ step, wait }, milliseconds) {
  const start = performance.now();
  let [count, round, passed] = [0, 1, 0];
  while (passed < milliseconds) {
    for (let k = 0; k < round; k++) step();
    wait?.();
    count += round;
    passed = performance.now() - start;
    round = Math.max(1, Math.min(1e6, Math.ceil(((milliseconds - passed) / passed) * count * 0.5)));
  }
  return (1000 * count) / passed;
}

/** @param {{ d: number, m: number, B: number, milliseconds: number }} ask */
async function answer(ask) {
  const { d, m, B, milliseconds } = ask;
  const key = [d, m, B].join();
  let steps = made.get(key);
  /** @type {(number | undefined)[]} */
  let losses = [];
  if (!steps) {
    if (!make) return undefined;
    steps = await make(makeCase(ask));
    made.set(key, steps);
    losses = [steps.step(true), steps.step(true), steps.step(true)];
  }
  return { losses, perSecond: measure(steps, milliseconds) };
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const reply = await answer(JSON.parse(line)).catch((error) => ({
      missing: String(error.message ?? error).split("\n")[0],
    }));
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}

main();
