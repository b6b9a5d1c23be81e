import type { Cell } from "./cell";
import { earlierNames } from "./earlier-names";
import { importMeta } from "./import-meta";
import type { BoundFile, Program, TslabBuilder, TslabHost, TypeScript, ts } from "./internals";
import { shareVariables } from "./share-variables";
import { sourceFiles } from "./source-files";

interface ProgramOptions {
  globals: string;
  cell(): Cell | undefined;
}

/**
 * Stands in for `ts.createWatchProgram` under tslab's converter. TypeScript's own would rebuild the whole
 * program at every change of the text, twice a cell, and poll files by timer. This one builds a program
 * only when somebody asks for types; parsing the cell alone answers which names it declares.
 */
export function startProgram(typescript: TypeScript, host: TslabHost, { globals, cell }: ProgramOptions) {
  const { sys } = host;
  const [declarationsPath, cellPath] = host.rootFiles as [string, string];
  const globalsPath = `${cellPath}.globals.d.ts`;
  const globalsFile = typescript.createSourceFile(globalsPath, globals, typescript.ScriptTarget.ES2022);
  const build = programs(typescript, host, globalsPath);

  function builder(): TslabBuilder {
    // Parsed anew for each builder: tslab's converter cuts up the declarations' file when it is done.
    const parse = (path: string, text = sys.readFile(path) ?? "") =>
      typescript.createSourceFile(path, text, typescript.ScriptTarget.ES2022);
    const declarationsFile = parse(declarationsPath);
    const cellFile: BoundFile = parse(cellPath, plainNames(sys.readFile(cellPath) ?? ""));
    const own = new Map<string, ts.SourceFile>([
      [declarationsPath, declarationsFile],
      [cellPath, cellFile],
      [globalsPath, globalsFile],
    ]);
    typescript.bindSourceFile(cellFile, host.options);
    const current = cell();
    if (current) current.locals = cellFile.locals;

    let program: Program | undefined;
    const getProgram = () => {
      program ??= build(own);
      return program;
    };
    return {
      getProgram,
      getSourceFile: (path) => own.get(path) ?? getProgram().getSourceFile(path),
      // The modules that a cell imports are checked and run elsewhere (check.ts, modules.ts).
      getAllDependencies: (file) => [file.fileName],
      emit(file, write, cancellation, declarationsOnly, { after = [], ...transformers }) {
        const noting: ts.WriteFileCallback = (path, text, ...rest) => {
          if (current && path.endsWith(".d.ts")) current.declared = text;
          write(path, text, ...rest);
        };
        const ours = [
          earlierNames(typescript, getProgram(), declarationsFile),
          shareVariables(typescript),
          importMeta(typescript, cellPath),
        ];
        const all = { ...transformers, after: [...after, ...ours] };
        // Forced: a type that a .d.ts cannot spell is no reason to refuse the cell; it becomes `any` later on.
        return getProgram().emit(file, noting, cancellation, declarationsOnly, all, true);
      },
    };
  }

  let timer: unknown;
  const changed = () => {
    if (timer) sys.clearTimeout(timer);
    timer = sys.setTimeout(() => {
      timer = undefined;
      host.afterProgramCreate?.(builder());
    }, 0);
  };
  sys.watchFile(declarationsPath, changed);
  sys.watchFile(cellPath, changed);
  host.afterProgramCreate?.(builder());

  return {
    updateRootFileNames(names: string[]) {
      host.rootFiles = names;
      changed();
    },
    close() {},
  };
}

/** Builds programs one on the other, so that only what has changed is parsed and resolved again. */
function programs(typescript: TypeScript, host: TslabHost, globalsPath: string) {
  const { sys, options } = host;
  const read = sourceFiles(typescript, sys);
  const base = typescript.createCompilerHost(options);
  let last: Program | undefined;

  return (own: Map<string, ts.SourceFile>): Program => {
    const compilerHost: ts.CompilerHost = {
      ...base,
      getSourceFile: (path, version) => own.get(path) ?? read(path, version),
      fileExists: (path) => own.has(path) || sys.fileExists(path),
      readFile: (path) => sys.readFile(path),
      directoryExists: (path) => sys.directoryExists(path),
      getDirectories: (path) => sys.getDirectories(path),
      getCurrentDirectory: () => sys.getCurrentDirectory(),
      // A file that could not find a neighbour may find it now, although it has not changed itself.
      hasInvalidatedResolutions: (path) => missesNeighbour(last?.getSourceFileByPath(path)),
    };
    const rootNames = [...host.rootFiles, globalsPath];
    last = typescript.createProgram({ rootNames, options, host: compilerHost, oldProgram: last });
    return last;
  };
}

function missesNeighbour(file: BoundFile | undefined): boolean {
  let misses = false;
  file?.resolvedModules?.forEach(({ resolvedModule }, name) => {
    misses ||= name.startsWith(".") && !resolvedModule;
  });
  return misses;
}

/**
 * tslab appends `export { … }` with TypeScript's inner names: `__global` for a `declare global`, and with a
 * third underscore wherever the source begins a name with two.
 */
function plainNames(text: string): string {
  return text.replace(/\nexport \{[^}]*\}$/, (names) =>
    names.replace(/(?<![\w$])__global\b,?/, "").replace(/(?<![\w$])_(?=__)/g, ""),
  );
}
