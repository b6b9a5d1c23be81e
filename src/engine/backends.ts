import { inWords } from "../data/arguments";
import type { Backend, BackendName } from "./backend";
import { blasBackend } from "./blas-arithmetic";
import { mathjsBackend } from "./mathjs";
import { wasmBackend } from "./wasm-arithmetic";

const backends: Record<BackendName, (notice: (sentence: string) => void) => Backend> = {
  mathjs: () => mathjsBackend,
  wasm: () => wasmBackend,
  blas: (notice) => {
    try {
      return blasBackend();
    } catch (error) {
      notice(`${(error as Error).message} The engine goes on with its own arithmetic, wasm.`);
      return wasmBackend;
    }
  },
};

/**
 * A way to compute, by its name: `wasm`, unless told otherwise; `mathjs`, the specification; or `blas`,
 * the system's OpenBLAS, and where that is missing `wasm` after all. So the name that a result records is
 * the backend's own, or its learner's, and not the one asked for.
 *
 * @param notice what takes the sentence about a missing OpenBLAS, console.warn unless told otherwise
 * @throws if there is none with that name.
 *
 * @example
 * backend().name // → "wasm"
 * backend("mathjs").name // → "mathjs"
 * backend("cuda" as "wasm") // → throws The backend is "cuda", expected one of mathjs, wasm, blas.
 */
export function backend(
  name: BackendName = "wasm",
  notice: (sentence: string) => void = console.warn,
): Backend {
  const make = typeof name === "string" && Object.hasOwn(backends, name) ? backends[name] : undefined;
  if (!make)
    throw new Error(`The backend is ${inWords(name)}, expected one of ${Object.keys(backends).join(", ")}.`);
  return make(notice);
}
