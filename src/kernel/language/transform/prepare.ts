import type { BoundFile, TypeScript, ts } from "../base/typescript";

/** The text of a cell for tslab, and the text for the end of the line before it. */
export interface Prepared {
  text: string;
  opening: string;
}

/**
 * Prepares a cell for tslab. Every character keeps its position.
 * - `{ a: 1 }` is an object, as in every console, not a block with a label;
 * - of several semicolons at the end only the first remains, because the last expression gives the value;
 * - `export` is removed, because tslab exports every name itself.
 */
export function prepare(typescript: TypeScript, code: string): Prepared {
  if (isObject(typescript, code)) return { text: `${code}\n)`, opening: "(" };
  let text = code.replace(/;(?:\s*;)+\s*$/, (tail) => `;${tail.slice(1).replaceAll(";", " ")}`);
  if (/\bexport\b/.test(text)) {
    const file = typescript.createSourceFile("cell.ts", text, typescript.ScriptTarget.Latest);
    for (const statement of file.statements) text = withoutExport(typescript, file, statement, text);
  }
  return { text, opening: "" };
}

function isObject(typescript: TypeScript, code: string): boolean {
  const scanner = typescript.createScanner(typescript.ScriptTarget.Latest, true);
  scanner.setText(code);
  if (scanner.scan() !== typescript.SyntaxKind.OpenBraceToken) return false;
  const file: BoundFile = typescript.createSourceFile(
    "cell.ts",
    `(${code}\n)`,
    typescript.ScriptTarget.Latest,
  );
  const [statement, ...rest] = file.statements;
  return (
    file.parseDiagnostics?.length === 0 &&
    rest.length === 0 &&
    statement !== undefined &&
    typescript.isExpressionStatement(statement) &&
    typescript.isParenthesizedExpression(statement.expression) &&
    typescript.isObjectLiteralExpression(statement.expression.expression)
  );
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
    // `export { a } from "m"` imports the names; `export * from "m"` imports none.
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
