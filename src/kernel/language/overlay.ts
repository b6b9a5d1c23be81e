import type { Cell } from "./cell";
import { checker } from "./check";
import type { TslabHost, TslabSystem, TypeScript, ts } from "./internals";
import { cellOptions } from "./options";
import { startProgram } from "./program";
import { transpileCell } from "./transpile";

export interface OverlayOptions {
  /** The notebook's folder, with forward slashes. */
  cwd: string;
  /** Declarations of what the kernel puts into every cell's scope. */
  globals: string;
  /** The cell under way, to which intermediate results are noted. */
  cell(): Cell | undefined;
  /** Gets tslab's file system as soon as there is one. */
  onSystem(sys: TslabSystem): void;
}

/**
 * TypeScript as tslab's converter is to see it. The converter is one closure over its `ts` import, so this
 * is the only place to give it other options, another program and source maps. Everything that is not
 * listed here is TypeScript's own.
 */
export function overlay(
  typescript: TypeScript,
  { cwd, globals, cell, onSystem }: OverlayOptions,
): TypeScript {
  const check = checker(typescript);
  const own = {
    // tslab imports with `__importStar`, which copies the properties of a module without this mark.
    __esModule: true,
    sys: Object.assign(Object.create(typescript.sys), { getCurrentDirectory: () => cwd }),
    createWatchCompilerHost: (
      rootFiles: string[],
      options: ts.CompilerOptions,
      sys: TslabSystem,
    ): TslabHost => {
      onSystem(sys);
      return { rootFiles, options: cellOptions(typescript, options), sys };
    },
    createWatchProgram: (host: TslabHost) => startProgram(typescript, host, { globals, cell }),
    getPreEmitDiagnosticsOfFiles: check,
    // For modules that cells define in memory.
    getPreEmitDiagnostics: (program: ts.Program, file: ts.SourceFile) => check(program, [file]),
    transpileModule(js: string, options: ts.TranspileOptions) {
      const transpiled = transpileCell(typescript, js, options);
      const current = cell();
      if (current) current.transpiled = transpiled;
      return { outputText: transpiled.code };
    },
  };
  return Object.create(typescript, Object.getOwnPropertyDescriptors(own));
}
