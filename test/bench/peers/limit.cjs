"use strict";

/** Sums and products of pairs of numbers in registers, 48 operations in each round. */
const source = `export function limit(n: i32, c: f64, d: f64): f64 {
  const x = f64x2.splat(c), y = f64x2.splat(d);
  ${Array.from({ length: 12 }, (_, k) => `let a${k} = f64x2.splat(1.0${k});`).join(" ")}
  for (; n > 0; n--) { ${Array.from({ length: 12 }, (_, k) => `a${k} = f64x2.add(f64x2.mul(a${k}, x), y);`).join(" ")} }
  let sum = a0;
  ${Array.from({ length: 11 }, (_, k) => `sum = f64x2.add(sum, a${k + 1});`).join(" ")}
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}`;

/**
 * The limit for plain WASM: as many 128-bit sums and products as the five products of a step need, without
 * fused operations and without waiting for memory.
 * @param {import("./case.cjs").Case} of @returns {Promise<import("./case.cjs").Steps>}
 */
async function limit({ d, m, B }) {
  // A variable hides the name from TypeScript: the compiler's types would redefine `require`.
  const compiler = "assemblyscript/asc";
  const asc = await import(compiler);
  /** @type {Uint8Array<ArrayBuffer> | undefined} */
  let binary;
  await asc.main(["limit.ts", "--outFile=limit.wasm", "-O3", "--runtime=stub", "--enable=simd"], {
    readFile: (/** @type {string} */ name) => (name === "limit.ts" ? source : null),
    writeFile: (/** @type {string} */ _name, /** @type {Uint8Array<ArrayBuffer>} */ contents) => {
      binary = contents;
    },
  });
  const { WebAssembly } = /** @type {any} */ (globalThis);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { abort: () => {} } });
  const rounds = Math.round((10 * d * m * B) / 48);
  return {
    step: () => {
      exports.limit(rounds, 0.5, 0.25);
      return undefined;
    },
  };
}

module.exports = { limit };
