import { createRequire, isBuiltin } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { types } from "node:util";
import vm from "node:vm";
import { fileVersion } from "../base/paths";
import { nodePath, type Resolve, resolver } from "../base/resolve";
import type { Transpiled } from "../base/types";
import type { TypeScript, ts } from "../base/typescript";
import type { SourceMaps } from "./source-maps";

interface SourceModule {
  exports: unknown;
  id: string;
  filename: string;
  loaded: boolean;
  require: NodeJS.Require;
}

interface Loaded {
  module: SourceModule;
  version: string | undefined;
  importers: Set<string>;
}

export interface ModulesOptions {
  typescript: TypeScript;
  /** The compiled code of a file. */
  transpile(path: string, text: string): Transpiled;
  maps: SourceMaps;
  /** The label of this file in tracebacks. */
  label(path: string): string;
  /** The real files, and modules that cells define in memory. */
  sys: ts.System;
}

/**
 * Runs live source: TypeScript, JSON and JavaScript of the project, compiled in memory. A module is cached
 * until its file, or a file it imports, changes.
 */
export class SourceModules {
  readonly #loaded = new Map<string, Loaded>();
  #resolve: Resolve;

  constructor(readonly options: ModulesOptions) {
    this.#resolve = resolver(options.typescript, options.sys);
  }

  /**
   * Removes the modules whose files have changed, or whose run was interrupted, and all modules that import
   * them.
   */
  refresh(): void {
    this.#resolve = resolver(this.options.typescript, this.options.sys);
    for (const [path, { version, module }] of [...this.#loaded]) {
      if (!this.#loaded.has(path)) continue;
      if (!module.loaded || this.#version(path) !== version) this.#forget(path);
    }
  }

  /** The `require` for code in the file `from`. Its `import` is the `import()` of that code. */
  requireFrom(from: string): NodeJS.Require {
    const native = createRequire(from);
    const request = (id: string) => this.#request(id, from, native);
    const dynamic = (id: string) => importThrough(request, native, id);
    return new Proxy(native, {
      apply: (_target, _this, [id]: [string]) => request(id),
      get: (target, name) => (name === "import" ? dynamic : Reflect.get(target, name)),
    });
  }

  #request(id: string, from: string, native: NodeJS.Require): unknown {
    // The kernel's own tslab, wherever the notebook is: a second one would have no session.
    if (id === "tslab") return require("tslab");
    const path = typeof id === "string" && !isBuiltin(id) ? this.#resolve(id, from) : undefined;
    return path ? this.#load(path, from) : native(nodePath(native, id));
  }

  #load(path: string, importer: string): unknown {
    const known = this.#loaded.get(path);
    if (known) {
      known.importers.add(importer);
      return known.module.exports;
    }
    const require = this.requireFrom(path);
    const module: SourceModule = { exports: {}, id: path, filename: path, loaded: false, require };
    this.#loaded.set(path, { module, version: this.#version(path), importers: new Set([importer]) });
    try {
      this.#run(module);
    } catch (error) {
      this.#loaded.delete(path);
      throw error;
    }
    module.loaded = true;
    return module.exports;
  }

  #run(module: SourceModule): void {
    const { transpile, maps, label, sys } = this.options;
    const path = module.filename;
    const text = sys.readFile(path) ?? "";
    if (path.endsWith(".json")) {
      module.exports = JSON.parse(text);
      return;
    }
    const transpiled = transpile(path, text);
    maps.add(path, label(path), text, transpiled);
    const names = ["exports", "require", "module", "__filename", "__dirname"];
    const body = vm.compileFunction(transpiled.code, names, { filename: path });
    body.call(module.exports, module.exports, module.require, module, path, dirname(path));
  }

  #version(path: string): string | undefined {
    return fileVersion(this.options.sys, path);
  }

  #forget(path: string): void {
    const known = this.#loaded.get(path);
    if (!known) return;
    this.#loaded.delete(path);
    for (const importer of known.importers) this.#forget(importer);
  }
}

/**
 * Imports the module that `require` returns: a package has one instance for both. Only ES modules with top-
 * level await need the `import()` of Node.js.
 */
async function importThrough(
  request: (id: string) => unknown,
  native: NodeJS.Require,
  id: string,
): Promise<object> {
  try {
    return namespaceOf(request(id));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_REQUIRE_ASYNC_MODULE"))
      throw error;
    return import(pathToFileURL(nodePath(native, id)).href);
  }
}

/** The namespace of a module that `require` returned, with the module itself as `default`. */
function namespaceOf(module: unknown): object {
  if (isObject(module) && (types.isModuleNamespaceObject(module) || "__esModule" in module)) return module;
  return { ...(isObject(module) ? module : {}), default: module };
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
