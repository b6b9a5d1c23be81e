import type { TypeScript, ts } from "../base/typescript";

/** What a declaration adds to the scope: a class adds both, an import may. */
interface Kinds {
  value: boolean;
  type: boolean;
}

/** The declarations of a .d.ts text that `keep` accepts. */
function pickDeclarations(
  typescript: TypeScript,
  text: string,
  keep: (name: string, kinds: Kinds) => boolean,
): string {
  const { factory } = typescript;
  const file = typescript.createSourceFile("declarations.d.ts", text, typescript.ScriptTarget.Latest);
  const printer = typescript.createPrinter({
    newLine: typescript.NewLineKind.LineFeed,
    removeComments: true,
  });
  const kept = (name: ts.Identifier | undefined, kinds: Kinds) =>
    name && keep(name.text, kinds) ? name : undefined;

  function pick(statement: ts.Statement): ts.Statement | undefined {
    if (typescript.isVariableStatement(statement)) return pickVariables(statement);
    if (typescript.isImportDeclaration(statement)) return pickImport(statement);
    const { name } = statement as ts.DeclarationStatement;
    const isType =
      typescript.isInterfaceDeclaration(statement) || typescript.isTypeAliasDeclaration(statement);
    const isBoth = typescript.isClassDeclaration(statement) || typescript.isEnumDeclaration(statement);
    const kinds = { value: !isType, type: isType || isBoth };
    return name && typescript.isIdentifier(name) && kept(name, kinds) ? statement : undefined;
  }

  function pickVariables(statement: ts.VariableStatement): ts.Statement | undefined {
    const { modifiers, declarationList: list } = statement;
    const rest = list.declarations.filter(
      ({ name }) => typescript.isIdentifier(name) && kept(name, { value: true, type: false }),
    );
    if (rest.length === list.declarations.length) return statement;
    const picked = factory.updateVariableDeclarationList(list, rest);
    return rest.length > 0 ? factory.updateVariableStatement(statement, modifiers, picked) : undefined;
  }

  function pickImport(statement: ts.ImportDeclaration): ts.Statement | undefined {
    const { importClause: clause, modifiers, moduleSpecifier, assertClause } = statement;
    const both = { value: true, type: true };
    const name = kept(clause?.name, both);
    const bindings = clause?.namedBindings && pickBindings(clause.namedBindings, (own) => kept(own, both));
    if (!clause || (!name && !bindings)) return undefined;
    if (name === clause.name && bindings === clause.namedBindings) return statement;
    const picked = factory.updateImportClause(clause, clause.isTypeOnly, name, bindings);
    return factory.updateImportDeclaration(statement, modifiers, picked, moduleSpecifier, assertClause);
  }

  function pickBindings(
    bindings: ts.NamedImportBindings,
    isKept: (name: ts.Identifier) => unknown,
  ): ts.NamedImportBindings | undefined {
    if (typescript.isNamespaceImport(bindings)) return isKept(bindings.name) ? bindings : undefined;
    const elements = bindings.elements.filter(({ name }) => isKept(name));
    if (elements.length === bindings.elements.length) return bindings;
    return elements.length > 0 ? factory.updateNamedImports(bindings, elements) : undefined;
  }

  return file.statements
    .flatMap((statement) => {
      const picked = pick(statement);
      if (!picked) return [];
      // Untouched statements keep their text, documentation included.
      if (picked === statement) return [statement.getFullText(file).trim()];
      return [printer.printNode(typescript.EmitHint.Unspecified, picked, file)];
    })
    .map((declaration) => `${declaration}\n`)
    .join("");
}

/**
 * The declarations after a cell that declares `mine`: the values of `mine` that are in `reached` (default:
 * all), and the `earlier` ones that it has not replaced.
 */
export function mergeDeclarations(
  typescript: TypeScript,
  earlier: string,
  mine: string,
  reached?: ReadonlySet<string>,
): string {
  const replaced = { value: new Set<string>(), type: new Set<string>() };
  const added = pickDeclarations(typescript, mine, (name, { value, type }) => {
    if (reached && value && !reached.has(name)) return false;
    if (value) replaced.value.add(name);
    if (type) replaced.type.add(name);
    return true;
  });
  const kept = pickDeclarations(
    typescript,
    earlier,
    (name, { value, type }) => !(value && replaced.value.has(name)) && !(type && replaced.type.has(name)),
  );
  return added + kept;
}
