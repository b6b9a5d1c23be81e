import type { Backend, BackendName } from "./backend";
import { mathjsBackend } from "./mathjs";
import { wasmBackend } from "./wasm";

const backends: Partial<Record<BackendName, Backend>> = { mathjs: mathjsBackend, wasm: wasmBackend };

/**
 * A way to compute, by its name; `wasm` unless told otherwise.
 *
 * @throws if there is none with that name.
 *
 * @example
 * backend().name // → "wasm"
 * backend("mathjs").name // → "mathjs"
 */
export function backend(name: BackendName = "wasm"): Backend {
  const found = backends[name];
  if (!found)
    throw new Error(
      `The backend is ${JSON.stringify(name)}, expected one of ${Object.keys(backends).join(", ")}.`,
    );
  return found;
}
