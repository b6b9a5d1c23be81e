import type { TypeScript, ts } from "./internals";

/**
 * A cell as tslab takes it: without `export`, because tslab exports every name itself. Every character
 * keeps its place, so that positions need no correction.
 */
export function prepare(typescript: TypeScript, code: string): string {
  if (!/\bexport\b/.test(code)) return code;
  const file = typescript.createSourceFile("cell.ts", code, typescript.ScriptTarget.Latest);
  return file.statements.reduce((text, statement) => withoutExport(typescript, file, statement, text), code);
}

function withoutExport(
  typescript: TypeScript,
  file: ts.SourceFile,
  statement: ts.Statement,
  text: string,
): string {
  const put = (start: number, end: number, instead = "") =>
    text.slice(0, start) +
    instead +
    text.slice(start, end).replace(/[^\n]/g, " ").slice(instead.length) +
    text.slice(end);
  const start = statement.getStart(file);

  if (typescript.isExportDeclaration(statement)) {
    const { moduleSpecifier, exportClause } = statement;
    if (!moduleSpecifier) return put(start, statement.end);
    // `export { a } from "m"` brings the names in; `export * from "m"` names none.
    return exportClause
      ? put(start, start + "export".length, "import")
      : put(start, moduleSpecifier.getStart(file), "import");
  }
  if (typescript.isExportAssignment(statement)) return put(start, statement.expression.getStart(file));
  const modifiers = typescript.canHaveModifiers(statement) ? (typescript.getModifiers(statement) ?? []) : [];
  const isExport = ({ kind }: ts.Modifier) =>
    kind === typescript.SyntaxKind.ExportKeyword || kind === typescript.SyntaxKind.DefaultKeyword;
  for (const modifier of modifiers.filter(isExport)) {
    text = put(modifier.getStart(file), modifier.end);
  }
  return text;
}
