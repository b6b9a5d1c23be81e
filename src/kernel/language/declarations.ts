import type { TypeScript, ts } from "./internals";

/**
 * Of the declarations in a .d.ts text, those of the names that `keep` accepts. A cell that failed half-way
 * leaves behind what it had reached, and what earlier cells declared stays.
 */
export function pickDeclarations(
  typescript: TypeScript,
  text: string,
  keep: (name: string, kind: "value" | "type") => boolean,
): string {
  const { factory } = typescript;
  const file = typescript.createSourceFile("declarations.d.ts", text, typescript.ScriptTarget.Latest);
  const printer = typescript.createPrinter({ newLine: typescript.NewLineKind.LineFeed });
  const print = (node: ts.Node) => printer.printNode(typescript.EmitHint.Unspecified, node, file);

  function pick(statement: ts.Statement): ts.Statement | undefined {
    if (typescript.isVariableStatement(statement)) {
      const { declarationList: list } = statement;
      const kept = list.declarations.filter(
        ({ name }) => typescript.isIdentifier(name) && keep(name.text, "value"),
      );
      if (kept.length === 0) return undefined;
      const picked = factory.updateVariableDeclarationList(list, kept);
      return factory.updateVariableStatement(statement, statement.modifiers, picked);
    }
    if (typescript.isImportDeclaration(statement)) return pickImport(statement);
    if (typescript.isInterfaceDeclaration(statement) || typescript.isTypeAliasDeclaration(statement)) {
      return keep(statement.name.text, "type") ? statement : undefined;
    }
    const { name } = statement as ts.DeclarationStatement;
    return name && keep(name.text, "value") ? statement : undefined;
  }

  function pickImport(statement: ts.ImportDeclaration): ts.Statement | undefined {
    const { importClause: clause, modifiers, moduleSpecifier, assertClause } = statement;
    if (!clause) return undefined;
    const kept = (name: ts.Identifier | undefined) => (name && keep(name.text, "value") ? name : undefined);
    const named = clause.namedBindings;
    const bindings =
      named && typescript.isNamedImports(named)
        ? factory.updateNamedImports(
            named,
            named.elements.filter(({ name }) => kept(name)),
          )
        : named && kept(named.name) && named;
    const some = bindings && (!typescript.isNamedImports(bindings) || bindings.elements.length > 0);
    const name = kept(clause.name);
    if (!name && !some) return undefined;
    const picked = factory.updateImportClause(clause, clause.isTypeOnly, name, some ? bindings : undefined);
    return factory.updateImportDeclaration(statement, modifiers, picked, moduleSpecifier, assertClause);
  }

  return file.statements
    .flatMap((statement) => pick(statement) ?? [])
    .map((node) => `${print(node)}\n`)
    .join("");
}
