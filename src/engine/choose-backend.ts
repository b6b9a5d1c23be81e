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
      notice(`${(error as Error).message} The engine uses its own arithmetic, wasm.`);
      return wasmBackend;
    }
  },
};

/**
 * The backend with a name: `wasm`, the engine's own arithmetic; `mathjs`, the specification; or `blas`, the
 * system's OpenBLAS. Where OpenBLAS is missing, `blas` returns `wasm`, so record the backend's `name`, not
 * the requested one.
 *
 * @param name Default: `wasm`
 * @param notice receives the sentence about a missing OpenBLAS. Default: console.warn
 * @throws if there is no backend with this name.
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
