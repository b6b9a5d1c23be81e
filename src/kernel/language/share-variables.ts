import type { TypeScript, ts } from "./internals";

/**
 * Later cells see a cell's variables as properties of `exports`. tslab copies every assignment there, so a
 * loop over a top-level `let` writes to a proxy each time round, and a later cell's `n = 5` never reaches
 * the functions that closed over `n`. Here a `let` or `var` stays a plain local variable, and `exports`
 * gets an accessor to it: one variable, seen from both sides.
 */
export function shareVariables(typescript: TypeScript): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = typescript;

  /** `Object.defineProperty(exports, "n", { get: () => n, set: (value) => { n = value; } })` */
  function accessor(name: string): ts.Statement {
    const value = factory.createUniqueName("value");
    const assign = factory.createAssignment(factory.createIdentifier(name), value);
    const parameter = factory.createParameterDeclaration(undefined, undefined, value);
    const arrow = (parameters: ts.ParameterDeclaration[], body: ts.ConciseBody) =>
      factory.createArrowFunction(undefined, undefined, parameters, undefined, undefined, body);
    return factory.createExpressionStatement(
      factory.createCallExpression(
        factory.createPropertyAccessExpression(factory.createIdentifier("Object"), "defineProperty"),
        undefined,
        [
          factory.createIdentifier("exports"),
          factory.createStringLiteral(name),
          factory.createObjectLiteralExpression([
            factory.createPropertyAssignment("get", arrow([], factory.createIdentifier(name))),
            factory.createPropertyAssignment(
              "set",
              arrow([parameter], factory.createBlock([factory.createExpressionStatement(assign)])),
            ),
          ]),
        ],
      ),
    );
  }

  function boundNames(name: ts.BindingName): string[] {
    if (typescript.isIdentifier(name)) return [name.text];
    return name.elements.flatMap((element) =>
      typescript.isOmittedExpression(element) ? [] : boundNames(element.name),
    );
  }

  function variables(statement: ts.Statement): string[] {
    if (!typescript.isVariableStatement(statement)) return [];
    const { flags, declarations } = statement.declarationList;
    return flags & typescript.NodeFlags.Const ? [] : declarations.flatMap(({ name }) => boundNames(name));
  }

  /** The same `export { … }` without these names. */
  function withhold(statement: ts.Statement, names: Set<string>): ts.Statement {
    if (!typescript.isExportDeclaration(statement)) return statement;
    const { modifiers, isTypeOnly, exportClause, moduleSpecifier, assertClause } = statement;
    if (!exportClause || !typescript.isNamedExports(exportClause)) return statement;
    const rest = exportClause.elements.filter(({ name }) => !names.has(name.text));
    const clause = factory.updateNamedExports(exportClause, rest);
    return factory.updateExportDeclaration(
      statement,
      modifiers,
      isTypeOnly,
      clause,
      moduleSpecifier,
      assertClause,
    );
  }

  return () => (file) => {
    const names = new Set(file.statements.flatMap(variables));
    if (names.size === 0) return file;
    const statements = file.statements.map((statement) => withhold(statement, names));
    return factory.updateSourceFile(file, [...[...names].map(accessor), ...statements]);
  };
}
