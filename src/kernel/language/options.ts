import { dirname } from "node:path";
import type { TypeScript, ts } from "./internals";
import { slashes } from "./paths";

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
