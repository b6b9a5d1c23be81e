import { createRequire } from "node:module";
import { dirname } from "node:path";
import { slashes } from "./paths";
import type { TypeScript, ts } from "./typescript";

/** Module resolution as bundlers do it, with the `source` condition: a package that names its live source there is read from it. */
function resolution(typescript: TypeScript): ts.CompilerOptions {
  return {
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    customConditions: ["source"],
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    allowJs: true,
    esModuleInterop: true,
  };
}

/** tslab's options for cells, made strict and modern. */
export function cellOptions(typescript: TypeScript, tslabs: ts.CompilerOptions): ts.CompilerOptions {
  return {
    ...tslabs,
    ...resolution(typescript),
    strict: true,
    // Strict in its checks, as tslab is not; but no "use strict" in what runs, as with tslab.
    alwaysStrict: false,
    // Plain JavaScript neighbours would fail `strict` on every unannotated parameter.
    checkJs: false,
    lib: ["lib.es2023.d.ts"],
    types: ["node"],
    typeRoots: nodeTypeRoots(tslabs.typeRoots ?? []),
    // tslab's dialect forbids top-level await and then looks for the complaint; check.ts finds it by syntax.
    disableTopLevelAwait: false,
    inlineSourceMap: true,
  };
}

/** Options under which one source file becomes a CommonJS module, by itself. */
export function moduleOptions(typescript: TypeScript): ts.CompilerOptions {
  return {
    ...resolution(typescript),
    module: typescript.ModuleKind.CommonJS,
    target: typescript.ScriptTarget.ES2022,
    experimentalDecorators: true,
    jsx: typescript.JsxEmit.React,
    newLine: typescript.NewLineKind.LineFeed,
    sourceMap: true,
  };
}

/** Outside any project `@types/node` is the one that came with tslab, wherever npm put it. */
function nodeTypeRoots(roots: string[]): string[] {
  const paths = [dirname(require.resolve("tslab/package.json"))];
  return [...roots, slashes(dirname(dirname(require.resolve("@types/node/package.json", { paths }))))];
}

export const DECLARATION = /\.d\.[cm]?ts$/;
export const TYPESCRIPT = /\.[cm]?tsx?$/;
const SOURCE = /\.([cm]?[jt]sx?|json)$/;

/** The places that an import may be looked up in. */
type Lookup = (from: string) => ts.ResolvedModuleWithFailedLookupLocations;

/**
 * Looks a module up from the file that imports it. A package that is not found there is looked for around
 * the kernel: what is installed with it every notebook may use, wherever it lies.
 */
export function lookUp(typescript: TypeScript, id: string, from: string, look: Lookup) {
  const found = look(from);
  if (found.resolvedModule || typescript.isExternalModuleNameRelative(id)) return found;
  const around = look(slashes(__filename));
  return around.resolvedModule ? around : found;
}

/** The same for Node: what `native` is to be called with. */
export function locate(native: NodeJS.Require, id: string): string {
  try {
    return native.resolve(id);
  } catch (error) {
    try {
      if (!/^[./\\]/.test(id)) return createRequire(__filename).resolve(id);
    } catch {}
    throw error;
  }
}

/** Finds the source file that `id` names in `from`; undefined where Node itself is to find it. */
export type Resolve = (id: string, from: string) => string | undefined;

/**
 * Resolves imports at run time exactly as the type check does. What comes out as TypeScript, or as a file
 * outside node_modules, is live source and ours to run; everything else is Node's. What has been found is
 * remembered: once files may have gone, another resolver is needed.
 */
export function resolver(typescript: TypeScript, sys: ts.System): Resolve {
  const options = moduleOptions(typescript);
  const cache = typescript.createModuleResolutionCache(sys.getCurrentDirectory(), (path) => path, options);
  const find = (id: string, from: string, remembered?: ts.ModuleResolutionCache) =>
    lookUp(typescript, id, from, (place) => typescript.resolveModuleName(id, place, options, sys, remembered))
      .resolvedModule;
  return (id, from) => {
    // What was missing may have been written a moment ago, by the cell itself.
    const path = (find(id, from, cache) ?? find(id, from))?.resolvedFileName;
    if (!path || DECLARATION.test(path) || !SOURCE.test(path)) return undefined;
    return TYPESCRIPT.test(path) || !path.includes("/node_modules/") ? path : undefined;
  };
}
