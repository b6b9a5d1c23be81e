import { createRequire } from "node:module";
import type { TslabModules, TypeScript } from "./internals";

const tslabRequire = () => createRequire(require.resolve("tslab/package.json"));

/** TypeScript as tslab ships it. */
export function loadTypeScript(): TypeScript {
  return tslabRequire()("@tslab/typescript-for-tslab");
}

/**
 * tslab's converter and executor over another `ts`. The modules are loaded anew each time, so that every
 * session has its own and a plain tslab in the same process keeps the original.
 */
export function loadTslab(typescript: TypeScript): TslabModules {
  const load = tslabRequire();
  const path = load.resolve("@tslab/typescript-for-tslab");
  const cached = load.cache[path];
  const fresh = ["./dist/converter", "./dist/executor", "./dist/metadata"].map((id) => load.resolve(id));
  for (const id of fresh) delete load.cache[id];
  load.cache[path] = Object.assign(Object.create(cached ?? null), { exports: typescript });
  try {
    const { createConverter } = load("./dist/converter");
    const { createExecutor } = load("./dist/executor");
    return { createConverter, createExecutor };
  } finally {
    load.cache[path] = cached;
    for (const id of fresh) delete load.cache[id];
  }
}
