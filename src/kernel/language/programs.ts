import type { BoundFile, Program, TslabHost, TypeScript, ts } from "./internals";
import { type SourceFiles, sourceFiles } from "./source-files";

/** Builds programs one on the other, so that only what has changed is parsed and resolved again. */
export class Programs {
  /** The latest program. */
  last: Program | undefined;
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
      // A file that could not find a neighbour may find it now, although it has not changed itself.
      hasInvalidatedResolutions: (path) => missesNeighbour(this.last?.getSourceFileByPath(path)),
    };
  }

  /** A program of the cell's `own` files, and of what they import. */
  build(own: ReadonlyMap<string, ts.SourceFile>): Program {
    const { sys, options, rootFiles } = this.tslab;
    const host: ts.CompilerHost = {
      ...this.#host,
      getSourceFile: (path, language) => own.get(path) ?? this.files.get(path, language),
      fileExists: (path) => own.has(path) || sys.fileExists(path),
    };
    const rootNames = [...new Set([...rootFiles, ...own.keys()])];
    this.last = this.typescript.createProgram({ rootNames, options, host, oldProgram: this.last });
    return this.last;
  }
}

function missesNeighbour(file: BoundFile | undefined): boolean {
  let misses = false;
  file?.resolvedModules?.forEach(({ resolvedModule }, name) => {
    misses ||= name.startsWith(".") && !resolvedModule;
  });
  return misses;
}
