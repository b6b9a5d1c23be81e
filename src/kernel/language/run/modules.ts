import { createRequire, isBuiltin } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { types } from "node:util";
import vm from "node:vm";
import { fileVersion } from "../base/paths";
import { locate, type Resolve, resolver } from "../base/resolve";
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
  /** What a file runs as. */
  transpile(path: string, text: string): Transpiled;
  maps: SourceMaps;
  /** What a frame in this file is called in a traceback. */
  label(path: string): string;
  /** The files, and the modules that cells define in memory. */
  sys: ts.System;
}

/**
 * Runs live source: TypeScript, JSON and the project's own JavaScript, transpiled in memory. A module stays
 * the same object until its file, or a file it imports, has changed.
 */
export class SourceModules {
  readonly #loaded = new Map<string, Loaded>();
  #resolve: Resolve;

  constructor(readonly options: ModulesOptions) {
    this.#resolve = resolver(options.typescript, options.sys);
  }

  /** Forgets the modules whose files have changed, or whose run an interrupt cut off, and all that import them. */
  refresh(): void {
    this.#resolve = resolver(this.options.typescript, this.options.sys);
    for (const [path, { version, module }] of [...this.#loaded]) {
      if (!this.#loaded.has(path)) continue;
      if (!module.loaded || this.#version(path) !== version) this.#forget(path);
    }
  }

  /** A `require` for code that stands in the file `from`; its `import` is that code's `import()`. */
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
    return path ? this.#load(path, from) : native(locate(native, id));
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
 * Imports what `require` would give, so that both ways lead to one instance of a package. Node refuses that
 * only to ES modules that await at their top level: they come by Node's own `import()`.
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
    return import(pathToFileURL(locate(native, id)).href);
  }
}

/** What `import()` gives of a module that `require` gave: a namespace, with the module itself as `default`. */
function namespaceOf(module: unknown): object {
  if (isObject(module) && (types.isModuleNamespaceObject(module) || "__esModule" in module)) return module;
  return { ...(isObject(module) ? module : {}), default: module };
}

function isObject(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
