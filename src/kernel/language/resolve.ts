import type { TypeScript, ts } from "./internals";
import { moduleOptions } from "./options";

const DECLARATION = /\.d\.[cm]?ts$/;
const TYPESCRIPT = /\.[cm]?tsx?$/;
const SOURCE = /\.([cm]?[jt]sx?|json)$/;

/** Finds the source file that `id` names in `from`; undefined where Node itself is to find it. */
export type Resolve = (id: string, from: string) => string | undefined;

/**
 * Resolves imports at run time exactly as the type check does. What comes out as TypeScript, or as a file
 * outside node_modules, is live source and ours to run; everything else is Node's.
 */
export function resolver(typescript: TypeScript, sys: ts.System): Resolve {
  const options = moduleOptions(typescript);
  return (id, from) => {
    const path = typescript.resolveModuleName(id, from, options, sys).resolvedModule?.resolvedFileName;
    if (!path || DECLARATION.test(path) || !SOURCE.test(path)) return undefined;
    return TYPESCRIPT.test(path) || !path.includes("/node_modules/") ? path : undefined;
  };
}
