import { isBuiltin } from "node:module";
import { DECLARATION, resolveWithFallback, TYPESCRIPT } from "../base/resolve";
import type { CellSource } from "../base/types";
import type { BoundFile, Program, TslabHost, TslabSystem, TypeScript, ts } from "../base/typescript";
import { type SourceFiles, sourceFiles } from "./source-files";
import { Builds } from "./stale-builds";

/** State that is shared by the engine and the parts under tslab's converter. */
export interface Workspace {
  /** The folder of the notebook, with forward slashes. */
  readonly folder: string;
  /** Declarations of the kernel's globals, and their file after it is parsed. */
  readonly globals: string;
  globalsFile?: ts.SourceFile;
  /** The cell that is being converted, with its intermediate results. */
  cell?: CellSource;
  /** The file system of tslab, and the programs, after the converter has started. */
  sys?: TslabSystem;
  programs?: Programs;
}

/** The lines that tslab's converter adds before every cell. */
export const PREFIX_LINES = 1;

/** Builds each program from the one before: only changed files are parsed and resolved again. */
export class Programs {
  /** The latest program. */
  last: Program | undefined;
  /** The builds of its packages. */
  builds = new Builds();
  readonly files: SourceFiles;
  readonly #host: ts.CompilerHost;

  constructor(
    readonly typescript: TypeScript,
    readonly tslab: TslabHost,
  ) {
    const { sys, options } = tslab;
    this.files = sourceFiles(typescript, sys);
    this.#host = {
      ...typescript.createCompilerHost(options),
      readFile: (path) => sys.readFile(path),
      directoryExists: (path) => sys.directoryExists(path),
      getDirectories: (path) => sys.getDirectories(path),
      getCurrentDirectory: () => sys.getCurrentDirectory(),
      // What a file could not find may be there now, although the file has not changed itself.
      hasInvalidatedResolutions: (path) => misses(this.last?.getSourceFileByPath(path)),
    };
  }

  /** A program of the `own` files of a cell and their imports. */
  build(own: ReadonlyMap<string, ts.SourceFile>): Program {
    const { typescript } = this;
    const { sys, options, rootFiles } = this.tslab;
    const known = typescript.createModuleResolutionCache(sys.getCurrentDirectory(), (path) => path, options);
    const asBuilt = { ...options, customConditions: [] };
    this.builds = new Builds();
    const host: ts.CompilerHost = {
      ...this.#host,
      resolveModuleNameLiterals: (literals, path, redirected, options, file) =>
        literals.map((literal) => {
          const mode = typescript.getModeForUsageLocation(file, literal);
          const look = (options: ts.CompilerOptions, cache?: ts.ModuleResolutionCache) =>
            resolveWithFallback(typescript, literal.text, path, (from) =>
              typescript.resolveModuleName(literal.text, from, options, host, cache, redirected, mode),
            );
          const live = look(options, known);
          if (literal.text.startsWith(".") || !isSource(live.resolvedModule)) return live;
          const built = look(asBuilt);
          return this.#isCurrent(built.resolvedModule, live.resolvedModule) ? built : live;
        }),
      getSourceFile: (path, language) => own.get(path) ?? this.files.get(path, language),
      fileExists: (path) => own.has(path) || sys.fileExists(path),
    };
    const rootNames = [...new Set([...rootFiles, ...own.keys()])];
    this.last = typescript.createProgram({ rootNames, options, host, oldProgram: this.last });
    return this.last;
  }

  #isCurrent(built: ts.ResolvedModule | undefined, live: ts.ResolvedModule): boolean {
    return (
      built !== undefined &&
      DECLARATION.test(built.resolvedFileName) &&
      this.builds.isUpToDate(built.resolvedFileName, live.resolvedFileName)
    );
  }
}

const isSource = (found: ts.ResolvedModule | undefined): found is ts.ResolvedModule =>
  found !== undefined && TYPESCRIPT.test(found.resolvedFileName) && !DECLARATION.test(found.resolvedFileName);

/** Whether a file of the project imports a file that did not exist. */
function misses(file: BoundFile | undefined): boolean {
  let missing = false;
  if (file && !file.fileName.includes("/node_modules/"))
    file.resolvedModules?.forEach(({ resolvedModule }, name) => {
      missing ||= !resolvedModule && !isBuiltin(name);
    });
  return missing;
}
