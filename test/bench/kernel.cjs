"use strict";
// `npm run bench`: this kernel and plain tslab in turns, so a busy machine slows both alike.
const path = require("node:path");
const { parseArgs } = require("node:util");

const dist = path.join(__dirname, "..", "..", "dist", "kernel");
/** @type {typeof import("../../src/kernel/kernelspec")} */
const { plainKernel, workbookKernel } = require(path.join(dist, "kernelspec.js"));
/** @type {typeof import("../../src/kernel/runner/start")} */
const { startKernel } = require(path.join(dist, "runner", "start.js"));

/** @typedef {import("../../src/kernel/runner/start").ReadyKernel} Kernel */

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, cells: { type: "string", default: "1000" } },
});
const rounds = Number(values.rounds);
const cells = Number(values.cells);
const kernels = { ours: workbookKernel, tslab: plainKernel };
const cwd = path.resolve(__dirname, "..", "..", "notebooks");

/** A typical cell: declarations that replace earlier ones, a function, a value at the end. */
const cell = (/** @type {number} */ i) =>
  `const values = [1, 2, ${i}];\nconst sum = (xs: number[]) => xs.reduce((a, b) => a + b, 0);\nsum(values)`;

const library =
  'import { multiply } from "mathjs";\nimport { digit, size } from "autoencoder-workbook";\nconst x = digit(3);\nsize(x)';
const withLibrary = (/** @type {number} */ i) => `const y = multiply(x, ${i});\nsize(y)`;

/** @param {number[]} numbers */
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;

/**
 * Runs a cell. @returns the time it took
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

/**
 * Starts a kernel and runs a first cell. @returns the times until it was ready and until the cell was done
 * @param {keyof typeof kernels} name @param {string} code
 */
async function started(name, code) {
  const start = performance.now();
  const kernel = await startKernel(kernels[name], { cwd });
  const ready = performance.now() - start;
  await timed(kernel, code);
  return { kernel, ready, done: performance.now() - start };
}

/** @param {keyof typeof kernels} name */
async function round(name) {
  const plain = await started(name, "1 + 1");
  const later = await twenty(plain.kernel, cell);
  await plain.kernel.shutdown();
  const loaded = await started(name, library);
  const laterWithLibrary = await twenty(loaded.kernel, withLibrary);
  await loaded.kernel.shutdown();
  return {
    "start → ready, ms": (plain.ready + loaded.ready) / 2,
    "start → first cell done, ms": plain.done,
    "start → library imported by the first cell, ms": loaded.done,
    "a later cell, ms": later,
    "a later cell with the library, ms": laterWithLibrary,
  };
}

/** The memory of a kernel after a garbage collection, in MB. */
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

/**
 * The order of the kernels, which alternates from round to round.
 * @param {number} i @returns {(keyof typeof kernels)[]}
 */
const turn = (i) => (i % 2 ? ["tslab", "ours"] : ["ours", "tslab"]);

/** @param {string} text */
const progress = (text) => process.stderr.isTTY && process.stderr.write(`\r\u001b[K${text}`);

/** A thousand cells in a row in each kernel. */
async function growth() {
  const of = {
    ours: {
      kernel: await startKernel(kernels.ours, { cwd }),
      before: 0,
      times: /** @type {number[]} */ ([]),
    },
    tslab: {
      kernel: await startKernel(kernels.tslab, { cwd }),
      before: 0,
      times: /** @type {number[]} */ ([]),
    },
  };
  for (let i = 0; i < cells; i++) {
    progress(`cell ${i + 1} of ${cells} … `);
    for (const name of turn(i)) {
      if (i === 100) of[name].before = await memory(of[name].kernel);
      of[name].times.push(await timed(of[name].kernel, cell(i)));
    }
  }
  for (const name of turn(0)) {
    const { kernel, before, times } = of[name];
    results[name].push({
      [`one of the last hundred of ${cells} cells, ms`]: median(times.slice(-100)),
      [`heap grown by cells 101 to ${cells}, MB`]: (await memory(kernel)) - before,
    });
    await kernel.shutdown();
  }
}

/** The measurements, run by run. @type {Record<keyof typeof kernels, Record<string, number>[]>} */
const results = { ours: [], tslab: [] };

/** @param {string[]} columns */
const row = ([name = "", ...rest]) =>
  console.log(name.padEnd(48) + rest.map((text) => text.padStart(10)).join(""));

async function main() {
  for (let i = 0; i < rounds; i++)
    for (const name of turn(i)) {
      progress(`round ${i + 1} of ${rounds}, ${name} … `);
      results[name].push(await round(name));
    }
  await growth();
  progress("");
  console.log(`Node ${process.versions.node}, medians of ${rounds} rounds in turns`);
  row(["", "ours", "tslab", "ratio"]);
  const measured = new Set(results.ours.flatMap(Object.keys));
  for (const what of measured) {
    const of = (/** @type {keyof typeof kernels} */ name) =>
      median(results[name].flatMap((result) => result[what] ?? []));
    row([what, of("ours").toFixed(1), of("tslab").toFixed(1), (of("ours") / of("tslab")).toFixed(2)]);
  }
}

main();
