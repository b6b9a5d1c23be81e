import type { ErrorReport } from "./answers";
import { CompileError } from "./check";
import { compileReport } from "./compile-report";
import type { Engine } from "./engine";
import { runtimeReport } from "./runtime-report";
import { PREFIX_LINES } from "./workspace";

/** The report on what kept a cell from running. */
export function refusalReport(engine: Engine, error: unknown): ErrorReport {
  if (!(error instanceof CompileError)) return thrownReport(engine, error);
  const { typescript, cell, cellPath } = engine;
  return compileReport(typescript, error.diagnostics, ({ fileName, text }) =>
    cell && fileName === cellPath
      ? { label: cell.label, source: cell.code, offset: PREFIX_LINES }
      : { label: engine.label(fileName), source: text, offset: 0 },
  );
}

/** The report on what a cell, or something it left running, has thrown. */
export function thrownReport({ maps }: Engine, thrown: unknown): ErrorReport {
  return runtimeReport(thrown, (label) => maps.source(label));
}
