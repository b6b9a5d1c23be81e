import type { ErrorReport } from "./answers";
import { CompileError } from "./check";
import { compileReport } from "./compile-report";
import type { Engine } from "./engine";
import { runtimeReport } from "./runtime-report";

/** The report on whatever a cell, or something it left running, has thrown. */
export function report({ typescript, cell, maps, label }: Engine, error: unknown): ErrorReport {
  if (!(error instanceof CompileError)) return runtimeReport(error, (name) => maps.source(name));
  return compileReport(typescript, error.diagnostics, (file) =>
    cell && /__tslab__\.ts$/.test(file.fileName)
      ? { label: cell.label, source: cell.code, offset: 1 }
      : { label: label(file.fileName), source: file.text, offset: 0 },
  );
}
