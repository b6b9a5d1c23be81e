import type { ErrorReport } from "./answers";
import { CompileError } from "./check";
import { compileReport, type Text } from "./compile-report";
import type { Engine } from "./engine";
import type { ts } from "./internals";
import { withoutRoot } from "./paths";
import { runtimeReport } from "./runtime-report";
import { PREFIX_LINES } from "./workspace";

/** The report on an error: of the compiler, or of a cell or of something it left running. */
export function report(engine: Engine, error: unknown): ErrorReport {
  const { typescript, cell, cellPath, root, maps } = engine;
  if (!CompileError.is(error)) return runtimeReport(error, (label) => maps.source(label));
  const textOf = ({ fileName, text }: ts.SourceFile): Text =>
    cell && fileName === cellPath
      ? { label: cell.label, source: cell.code, offset: PREFIX_LINES }
      : { label: fileName, source: text, offset: 0 };
  const { ename, evalue, traceback } = compileReport(typescript, error.diagnostics, textOf);
  const shown = (line: string) => withoutRoot(root, line);
  return { ename, evalue: shown(evalue), traceback: traceback.map(shown) };
}
