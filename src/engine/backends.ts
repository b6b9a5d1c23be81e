import type { Backend, BackendName } from "./backend";
import { mathjsBackend } from "./mathjs";

/**
 * A way to compute, by its name.
 *
 * @throws if there is none with that name.
 *
 * @example
 * backend("mathjs").name // → "mathjs"
 */
export function backend(name: BackendName = "mathjs"): Backend {
  if (name === "mathjs") return mathjsBackend;
  throw new Error(`The backend is ${JSON.stringify(name)}, expected mathjs.`);
}
