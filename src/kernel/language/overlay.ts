import { checker } from "./check";
import { completions } from "./completions";
import type { TslabHost, TslabSystem, TypeScript, ts } from "./internals";
import { cellOptions } from "./options";
import { emittedCell } from "./transpile";
import { watch } from "./watch";
import type { Workspace } from "./workspace";

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
