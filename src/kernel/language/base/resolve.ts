import { createRequire } from "node:module";
import { dirname } from "node:path";
import { slashes } from "./paths";
import type { TypeScript, ts } from "./typescript";

/**
 * Module resolution like a bundler, with the `source` condition: a package whose package.json names its
 * source there is read from the source.
 */
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

/** tslab's options for cells, strict and modern. */
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

/** The options that compile one source file to a CommonJS module. */
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

/** Outside a project, `@types/node` comes from tslab, wherever npm has installed it. */
function nodeTypeRoots(roots: string[]): string[] {
  const paths = [dirname(require.resolve("tslab/package.json"))];
  return [...roots, slashes(dirname(dirname(require.resolve("@types/node/package.json", { paths }))))];
}

export const DECLARATION = /\.d\.[cm]?ts$/;
export const TYPESCRIPT = /\.[cm]?tsx?$/;
const SOURCE = /\.([cm]?[jt]sx?|json)$/;

/** The file systems in which imports are resolved. */
type Lookup = (from: string) => ts.ResolvedModuleWithFailedLookupLocations;

/**
 * Resolves a module from the file that imports it, then from the kernel: every notebook may use the
 * packages that are installed with the kernel.
 */
export function resolveWithFallback(typescript: TypeScript, id: string, from: string, look: Lookup) {
  const found = look(from);
  if (found.resolvedModule || typescript.isExternalModuleNameRelative(id)) return found;
  const around = look(slashes(__filename));
  return around.resolvedModule ? around : found;
}

/** The same for Node.js: the argument for `native`. */
export function nodePath(native: NodeJS.Require, id: string): string {
  try {
    return native.resolve(id);
  } catch (error) {
    try {
      if (!/^[./\\]/.test(id)) return createRequire(__filename).resolve(id);
    } catch {}
    throw error;
  }
}

/** Finds the source file that `id` means in `from`; undefined if Node.js must resolve it. */
export type Resolve = (id: string, from: string) => string | undefined;

/**
 * Resolves imports at run time exactly like the type check. TypeScript files, and files outside
 * node_modules, are live source, which this kernel runs; Node.js loads all others. Results are cached:
 * after files were deleted, make a new resolver.
 */
export function resolver(typescript: TypeScript, sys: ts.System): Resolve {
  const options = moduleOptions(typescript);
  const cache = typescript.createModuleResolutionCache(sys.getCurrentDirectory(), (path) => path, options);
  const find = (id: string, from: string, known?: ts.ModuleResolutionCache) =>
    resolveWithFallback(typescript, id, from, (place) =>
      typescript.resolveModuleName(id, place, options, sys, known),
    ).resolvedModule;
  return (id, from) => {
    // What was missing may have been written a moment ago, by the cell itself.
    const path = (find(id, from, cache) ?? find(id, from))?.resolvedFileName;
    if (!path || DECLARATION.test(path) || !SOURCE.test(path)) return undefined;
    return TYPESCRIPT.test(path) || !path.includes("/node_modules/") ? path : undefined;
  };
}
