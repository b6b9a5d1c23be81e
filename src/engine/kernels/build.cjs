"use strict";
/** Compiles src/engine/kernels and packs the WebAssembly into src/engine/kernels-packed.ts: `npm run kernels`. */
const fs = require("node:fs");
const path = require("node:path");

const packed = path.join(__dirname, "..", "kernels-packed.ts");

/** Compiles the kernels. */
async function compile() {
  // A variable hides the name from TypeScript: the compiler's types would redefine `require`.
  const compiler = "assemblyscript/asc";
  const asc = await import(compiler);
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main(
    [
      path.join(__dirname, "index.ts"),
      "--outFile=kernels.wasm",
      "--optimizeLevel=3",
      "--noAssert",
      "--runtime=stub",
      "--enable=simd",
      "--importMemory",
      "--noExportMemory",
    ],
    {
      writeFile: (/** @type {string} */ _name, /** @type {Uint8Array} */ contents) => {
        binary = contents;
      },
    },
  );
  if (error || !binary) throw new Error(`The kernels do not compile:\n${stderr.toString()}`);
  return binary;
}

/**
 * The module with the machine code as text, which works in Node, in workers and in browser bundles.
 * @param {Uint8Array} binary
 */
function moduleOf(binary) {
  return `/** The engine's kernels, compiled from src/engine/kernels by its build.cjs: WASM, base64. */
export const packedKernels: string =
  "${Buffer.from(binary).toString("base64")}";
`;
}

if (require.main === module) compile().then((binary) => fs.writeFileSync(packed, moduleOf(binary)));

module.exports = { compile, moduleOf, packed };
