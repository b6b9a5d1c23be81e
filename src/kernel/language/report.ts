import type { ErrorReport } from "./answers";
import { CompileError } from "./check";
import { compileReport, type Text } from "./compile-report";
import type { Engine } from "./engine";
import type { ts } from "./internals";
import { withoutRoot } from "./paths";
import { runtimeReport } from "./runtime-report";
import { PREFIX_LINES } from "./workspace";

/** The report on what kept a cell from running. */
export function refusalReport(engine: Engine, error: unknown): ErrorReport {
  if (!(error instanceof CompileError)) return thrownReport(engine, error);
  const { typescript, cell, cellPath, root } = engine;
  const textOf = ({ fileName, text }: ts.SourceFile): Text =>
    cell && fileName === cellPath
      ? { label: cell.label, source: cell.code, offset: PREFIX_LINES }
      : { label: fileName, source: text, offset: 0 };
  const { ename, evalue, traceback } = compileReport(typescript, error.diagnostics, textOf);
  const shown = (line: string) => withoutRoot(root, line);
  return { ename, evalue: shown(evalue), traceback: traceback.map(shown) };
}

/** The report on what a cell, or something it left running, has thrown. */
export function thrownReport({ maps }: Engine, thrown: unknown): ErrorReport {
  return runtimeReport(thrown, (label) => maps.source(label));
}
