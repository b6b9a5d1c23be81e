"use strict";
// `npm run bench`: this kernel and plain tslab side by side, in turns, so that a busy machine troubles both alike.
const path = require("node:path");
const { parseArgs } = require("node:util");

const dist = path.join(__dirname, "..", "..", "dist", "kernel");
/** @type {typeof import("../../src/kernel/commands")} */
const { plainKernel, workbookKernel } = require(path.join(dist, "commands.js"));
/** @type {typeof import("../../src/kernel/client/start")} */
const { startKernel } = require(path.join(dist, "client", "start.js"));

/** @typedef {import("../../src/kernel/client/start").ReadyKernel} Kernel */

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, cells: { type: "string", default: "1000" } },
});
const rounds = Number(values.rounds);
const cells = Number(values.cells);
const kernels = { ours: workbookKernel, tslab: plainKernel };
const cwd = path.resolve(__dirname, "..", "..", "notebooks");

/** Cells as people write them: declarations of before again, a function, a value at the end. */
const cell = (/** @type {number} */ i) =>
  `const values = [1, 2, ${i}];\nconst sum = (xs: number[]) => xs.reduce((a, b) => a + b, 0);\nsum(values)`;

const library =
  'import { multiply } from "mathjs";\nimport { digit, size } from "autoencoder-workbook";\nconst x = digit(3);\nsize(x)';
const withLibrary = (/** @type {number} */ i) => `const y = multiply(x, ${i});\nsize(y)`;

/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/**
 * Runs a cell, and says how long it took.
 * @param {Kernel} kernel @param {string} code
 */
async function timed(kernel, code) {
  const start = performance.now();
  const { reply, outputs } = await kernel.execute(code);
  if (reply.content.status !== "ok") throw new Error(`${code}\nfailed: ${JSON.stringify(outputs)}`);
  return performance.now() - start;
}

/** @param {Kernel} kernel @param {(i: number) => string} code */
async function twenty(kernel, code) {
  const times = [];
  for (let i = 0; i < 20; i++) times.push(await timed(kernel, code(i)));
  return median(times);
}

/** @param {keyof typeof kernels} name */
async function round(name) {
  const start = performance.now();
  const kernel = await startKernel(kernels[name], { cwd });
  const ready = performance.now() - start;
  await timed(kernel, "1 + 1");
  const first = performance.now() - start;
  const later = await twenty(kernel, cell);
  const load = await timed(kernel, library);
  const laterWithLibrary = await twenty(kernel, withLibrary);
  await kernel.shutdown();
  return {
    "start → ready, ms": ready,
    "start → first cell done, ms": first,
    "a later cell, ms": later,
    "importing the library, ms": load,
    "a later cell with the library, ms": laterWithLibrary,
  };
}

/** What a kernel holds after a garbage collection, in MB. */
const probe = `(() => {
  require("node:v8").setFlagsFromString("--expose-gc");
  require("node:vm").runInNewContext("gc")();
  console.log(process.memoryUsage().heapUsed / 2 ** 20);
})();`;

/** @param {Kernel} kernel @returns {Promise<number>} */
async function memory(kernel) {
  const { outputs } = await kernel.execute(probe);
  const [output] = outputs;
  // Plain tslab loses an output now and then.
  return output?.output_type === "stream" ? Number(output.text) : memory(kernel);
}

/** @param {keyof typeof kernels} name */
async function growth(name) {
  const kernel = await startKernel(kernels[name], { cwd });
  let before = 0;
  const times = [];
  for (let i = 0; i < cells; i++) {
    if (i === 100) before = await memory(kernel);
    times.push(await timed(kernel, cell(i)));
  }
  const after = await memory(kernel);
  await kernel.shutdown();
  return {
    [`heap grown by cells 101 to ${cells}, MB`]: after - before,
    [`the last hundred of ${cells} cells, ms each`]: median(times.slice(-100)),
  };
}

/** @param {string[]} columns */
const row = ([name = "", ...rest]) =>
  console.log(name.padEnd(44) + rest.map((text) => text.padStart(10)).join(""));

/**
 * Measures both kernels in turns and prints the medians.
 * @param {(name: keyof typeof kernels) => Promise<Record<string, number>>} measure @param {number} times
 */
async function compare(measure, times) {
  /** @type {Record<keyof typeof kernels, Record<string, number>[]>} */
  const results = { ours: [], tslab: [] };
  for (let i = 0; i < times; i++) {
    process.stderr.write(`\r${i + 1} of ${times} … `);
    for (const name of i % 2
      ? /** @type {const} */ (["tslab", "ours"])
      : /** @type {const} */ (["ours", "tslab"]))
      results[name].push(await measure(name));
  }
  process.stderr.write("\r\u001b[K");
  for (const what of Object.keys(results.ours[0] ?? {})) {
    const ours = median(results.ours.map((result) => result[what] ?? Number.NaN));
    const tslab = median(results.tslab.map((result) => result[what] ?? Number.NaN));
    row([what, ours.toFixed(1), tslab.toFixed(1), (ours / tslab).toFixed(2)]);
  }
}

async function main() {
  console.log(`Node ${process.versions.node}, medians of ${rounds} rounds in turns`);
  row(["", "ours", "tslab", "ratio"]);
  await compare(round, rounds);
  await compare(growth, 1);
}

main();
