import type { BoundFile, TypeScript, ts } from "./internals";

/** The names under which tslab hands a cell its scope and its imports. */
const RESERVED = ["exports", "require"] as const;

/** "Duplicate identifier. Compiler reserves name", as TypeScript says it of CommonJS modules. */
const CODE = 2441;

/** Complains of declarations that would shut the cell out from its own scope. */
export function reservedNames(typescript: TypeScript, cell: BoundFile): ts.Diagnostic[] {
  return RESERVED.flatMap((name) => {
    const [declaration] = cell.locals?.get(typescript.escapeLeadingUnderscores(name))?.declarations ?? [];
    if (!declaration) return [];
    const node = typescript.getNameOfDeclaration(declaration) ?? declaration;
    const start = node.getStart(cell);
    const messageText = `'${name}' is what a cell's own variables and imports go through; choose another name.`;
    const category = typescript.DiagnosticCategory.Error;
    return [{ file: cell, start, length: node.end - start, category, code: CODE, messageText }];
  });
}
