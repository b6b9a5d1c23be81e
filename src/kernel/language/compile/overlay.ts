import { cellOptions } from "../base/resolve";
import type { Completions, TslabHost, TslabSystem, TypeScript, ts } from "../base/typescript";
import { emittedCell } from "../transform/transpile";
import { createBuilder } from "./builder";
import { checker } from "./check";
import { Programs, type Workspace } from "./programs";

/**
 * TypeScript for tslab's converter. The converter is one closure over its `ts` import, so this is the only
 * place to change its options, its program and its source maps. Everything that is not listed here is
 * TypeScript's own.
 */
export function overlay(typescript: TypeScript, workspace: Workspace): TypeScript {
  const check = checker(typescript);
  const own = {
    // Without this mark, `__importStar` in tslab would copy the properties.
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
    // tslab's second step, from ES modules to CommonJS. The builder has already done it.
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
 * Replaces `ts.createWatchProgram` under tslab's converter. TypeScript's own would rebuild the program at
 * every change of the text, twice a cell, and poll imported files. This one makes a new builder for each
 * change and looks at the files when a program is built.
 */
function watch(typescript: TypeScript, host: TslabHost, workspace: Workspace) {
  const { sys } = host;
  workspace.programs = new Programs(typescript, host);
  const renew = () => host.afterProgramCreate?.(createBuilder(typescript, host, workspace));

  // tslab calls this "timer" itself, after it has announced all changes. A callback that throws, for code
  // that is nested too deeply, stays pending and must be cleared.
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
 * TypeScript's completions for tslab's converter, with two additions: a host that completes module names
 * and paths, and the symbol of each entry, which gives its type (help.ts).
 */
function completions(typescript: TypeScript, workspace: Workspace): Completions {
  const { Completions, sys } = typescript;
  /** The file system as the host of a language service, which completes paths. */
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
