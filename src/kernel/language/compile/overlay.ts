import { cellOptions } from "../base/resolve";
import type { Completions, TslabHost, TslabSystem, TypeScript, ts } from "../base/typescript";
import { emittedCell } from "../transform/transpile";
import { createBuilder } from "./builder";
import { checker } from "./check";
import { Programs, type Workspace } from "./programs";

/**
 * TypeScript as tslab's converter is to see it. The converter is one closure over its `ts` import, so this
 * is the only place to give it other options, another program and source maps. Everything that is not
 * listed here is TypeScript's own.
 */
export function overlay(typescript: TypeScript, workspace: Workspace): TypeScript {
  const check = checker(typescript);
  const own = {
    // tslab imports with `__importStar`, which copies the properties of a module without this mark.
    __esModule: true,
    sys: Object.assign(Object.create(typescript.sys), { getCurrentDirectory: () => workspace.folder }),
    createWatchCompilerHost(rootFiles: string[], options: ts.CompilerOptions, sys: TslabSystem): TslabHost {
      workspace.sys = sys;
      return { rootFiles, options: cellOptions(typescript, options), sys };
    },
    createWatchProgram: (host: TslabHost) => watch(typescript, host, workspace),
    getPreEmitDiagnosticsOfFiles: check,
    // For modules that cells define in memory.
    getPreEmitDiagnostics(program: ts.Program, file: ts.SourceFile): ts.Diagnostic[] {
      check(program, [file]);
      return [];
    },
    // tslab's second step, from ES modules to CommonJS. The builder has done that already, in one go.
    transpileModule(js: string) {
      const transpiled = emittedCell(js);
      if (workspace.cell) workspace.cell.transpiled = transpiled;
      return { outputText: transpiled.code };
    },
    Completions: completions(typescript, workspace),
  };
  return Object.create(typescript, Object.getOwnPropertyDescriptors(own));
}

/**
 * Stands in for `ts.createWatchProgram` under tslab's converter. TypeScript's own would rebuild the whole
 * program at every change of the text, twice a cell, and poll the imported files by timer; this one has a
 * new builder each time and looks at the files when a program is built.
 */
function watch(typescript: TypeScript, host: TslabHost, workspace: Workspace) {
  const { sys } = host;
  workspace.programs = new Programs(typescript, host);
  const renew = () => host.afterProgramCreate?.(createBuilder(typescript, host, workspace));

  // tslab's "timer" is a callback that it calls itself, once it has announced all that has changed. One
  // that throws, on code nested too deeply to parse, stays pending there and has to be cleared.
  let timer: unknown;
  const changed = () => {
    if (timer) sys.clearTimeout(timer);
    timer = sys.setTimeout(() => {
      renew();
      timer = undefined;
    }, 0);
  };
  for (const path of host.rootFiles) sys.watchFile(path, changed);
  renew();

  return {
    updateRootFileNames(names: string[]) {
      host.rootFiles = names;
      changed();
    },
    close() {},
  };
}

/**
 * TypeScript's completions as tslab's converter calls them, with two additions: a host, by which module
 * names and paths complete, and each entry's symbol, from which complete.ts reads its type.
 */
function completions(typescript: TypeScript, workspace: Workspace): Completions {
  const { Completions, sys } = typescript;
  /** The file system in the shape of a language service's host, which is what the paths are asked of. */
  const host = (program: ts.Program) =>
    Object.assign(Object.create(workspace.sys ?? sys), {
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      getCompilationSettings: () => program.getCompilerOptions(),
    });
  return {
    ...Completions,
    getCompletionsAtPositionForTslab: (_host, program, ...rest) =>
      Completions.getCompletionsAtPosition(host(program), program, ...rest, undefined, true),
  };
}
