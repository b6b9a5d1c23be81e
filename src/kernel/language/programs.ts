import { isBuiltin } from "node:module";
import type { BoundFile, Program, TslabHost, TypeScript, ts } from "./internals";
import { lookUp } from "./resolve";
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
      // What a file could not find may be there now, although the file has not changed itself.
      hasInvalidatedResolutions: (path) => misses(this.last?.getSourceFileByPath(path)),
    };
  }

  /** A program of the cell's `own` files, and of what they import. */
  build(own: ReadonlyMap<string, ts.SourceFile>): Program {
    const { typescript } = this;
    const { sys, options, rootFiles } = this.tslab;
    const found = typescript.createModuleResolutionCache(sys.getCurrentDirectory(), (path) => path, options);
    const host: ts.CompilerHost = {
      ...this.#host,
      resolveModuleNameLiterals: (literals, path, redirected, options, file) =>
        literals.map((literal) => {
          const mode = typescript.getModeForUsageLocation(file, literal);
          return lookUp(typescript, literal.text, path, (from) =>
            typescript.resolveModuleName(literal.text, from, options, host, found, redirected, mode),
          );
        }),
      getSourceFile: (path, language) => own.get(path) ?? this.files.get(path, language),
      fileExists: (path) => own.has(path) || sys.fileExists(path),
    };
    const rootNames = [...new Set([...rootFiles, ...own.keys()])];
    this.last = typescript.createProgram({ rootNames, options, host, oldProgram: this.last });
    return this.last;
  }
}

/** Whether one of the project's own files imports something that was not there. */
function misses(file: BoundFile | undefined): boolean {
  let missing = false;
  if (file && !file.fileName.includes("/node_modules/"))
    file.resolvedModules?.forEach(({ resolvedModule }, name) => {
      missing ||= !resolvedModule && !isBuiltin(name);
    });
  return missing;
}
