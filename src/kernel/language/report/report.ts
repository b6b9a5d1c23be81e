import { withoutRoot } from "../base/paths";
import { CompileError, type ErrorReport } from "../base/types";
import type { TypeScript, ts } from "../base/typescript";
import { PREFIX_LINES } from "../compile/programs";
import type { Engine } from "../run/engine";
import { bold, cyan, dim, excerpt, red, type Span } from "./excerpt";
import { runtimeReport } from "./runtime-report";

/** The report on an error of the compiler, of a cell, or of code that a cell left running. */
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

/** The label of a compiled text, and the number of lines before its first. */
interface Text {
  label: string;
  source: string;
  offset: number;
}

const SHOWN = 10;

/** Advice for a missing package. For a missing file its path is enough. */
function advice(code: number, message: string): readonly string[] {
  const name = /^Cannot find module '((?:@[^/']+\/)?[^@./'][^/':]*)[/']/.exec(message)?.[1];
  return (code === 2307 || code === 2792) && name !== undefined
    ? [`Install it beside the notebook (npm install ${name}), and run the cell again.`]
    : [];
}

/** The report on compile errors: the place of each, its line with carets, and its message. */
function compileReport(
  typescript: TypeScript,
  diagnostics: readonly ts.Diagnostic[],
  textOf: (file: ts.SourceFile) => Text,
): ErrorReport {
  const place = ({ file, start = 0, length = 1 }: ts.Diagnostic): (Span & Text) | undefined => {
    if (!file) return undefined;
    const at = typescript.getLineAndCharacterOfPosition(file, start);
    const text = textOf(file);
    return { ...text, line: at.line + 1 - text.offset, column: at.character + 1, length };
  };
  const name = (at: (Span & Text) | undefined) => (at ? `${at.label}:${at.line}:${at.column}` : "");
  const message = ({ messageText }: Pick<ts.Diagnostic, "messageText">) =>
    typescript.flattenDiagnosticMessageText(messageText, "\n");

  const describe = (diagnostic: ts.Diagnostic): string => {
    const at = place(diagnostic);
    // The place in the types of a package does not help the reader of a cell.
    const related = (diagnostic.relatedInformation ?? []).map((info) =>
      info.file?.isDeclarationFile
        ? `  ${dim(message(info))}`
        : `  ${cyan(name(place(info as ts.Diagnostic)))} ${dim(message(info))}`,
    );
    return [
      `${bold(red("TypeScriptError"))} ${dim(`TS${diagnostic.code}`)} at ${cyan(name(at))}`,
      ...(at ? excerpt(at.source, at) : []),
      message(diagnostic),
      ...related,
      ...advice(diagnostic.code, message(diagnostic)),
    ].join("\n");
  };

  const [first] = diagnostics;
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : "";
  const evalue = first ? `${name(place(first))} ${message(first).split("\n")[0]}${more}` : "";
  const hidden = diagnostics.length - SHOWN;
  return {
    ename: "TypeScriptError",
    evalue,
    traceback: [
      diagnostics.slice(0, SHOWN).map(describe).join("\n\n"),
      ...(hidden > 0 ? [`\n… and ${hidden} more`] : []),
    ],
  };
}
