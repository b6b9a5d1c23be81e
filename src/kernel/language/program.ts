import type { Cell } from "./cell";
import type { BoundFile, TslabBuilder, TslabHost, TypeScript, ts } from "./internals";
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
    const parse = (path: string) =>
      typescript.createSourceFile(path, sys.readFile(path) ?? "", typescript.ScriptTarget.ES2022);
    const cellFile: BoundFile = parse(cellPath);
    const own = new Map<string, ts.SourceFile>([
      [declarationsPath, parse(declarationsPath)],
      [cellPath, cellFile],
      [globalsPath, globalsFile],
    ]);
    typescript.bindSourceFile(cellFile, host.options);
    const current = cell();
    if (current) current.names = declaredNames(typescript, cellFile);

    let program: ts.Program | undefined;
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
        const all = { ...transformers, after: [...after, shareVariables(typescript)] };
        return getProgram().emit(file, noting, cancellation, declarationsOnly, all);
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
  let last: ts.Program | undefined;

  return (own: Map<string, ts.SourceFile>): ts.Program => {
    const compilerHost: ts.CompilerHost = {
      ...base,
      getSourceFile: (path, version) => own.get(path) ?? read(path, version),
      fileExists: (path) => own.has(path) || sys.fileExists(path),
      readFile: (path) => sys.readFile(path),
      directoryExists: (path) => sys.directoryExists(path),
      getDirectories: (path) => sys.getDirectories(path),
      getCurrentDirectory: () => sys.getCurrentDirectory(),
      // A file that could not find an import may find it now, although it has not changed itself.
      hasInvalidatedResolutions: (path) => hasUnresolved(last?.getSourceFileByPath(path)),
    };
    const rootNames = [...host.rootFiles, globalsPath];
    last = typescript.createProgram({ rootNames, options, host: compilerHost, oldProgram: last });
    return last;
  };
}

function hasUnresolved(file: BoundFile | undefined): boolean {
  let unresolved = false;
  file?.resolvedModules?.forEach(({ resolvedModule }) => {
    unresolved ||= !resolvedModule;
  });
  return unresolved;
}

function declaredNames(typescript: TypeScript, file: BoundFile): Set<string> {
  return new Set([...(file.locals?.keys() ?? [])].map((name) => typescript.unescapeLeadingUnderscores(name)));
}
