import type { BoundFile, TypeScript, ts } from "../base/typescript";

/** The name of the scope in cells. engine.ts declares it before each cell. */
export const SCOPE = "__cells__";

/**
 * tslab rewrites a name from an earlier cell to `exports.name`. Here
 * - it is read from the scope itself, because `exports` is a proxy (scope.ts), which is slow in a loop;
 * - the shorthand `{ name }`, which tslab misses, becomes `{ name: __cells__.name }`;
 * - a call passes no `this`: `(0, __cells__.f)()`;
 * - names in `declare global`, and the property in `const { name: n } = o`, stay unchanged.
 */
export function earlierNames(
  typescript: TypeScript,
  program: ts.Program,
  declarations: BoundFile,
): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = typescript;
  const checker = program.getTypeChecker();

  // Top-level names only: tslab also takes a property of an earlier object for one.
  const isEarlier = (symbol: ts.Symbol | undefined) =>
    symbol !== undefined && declarations.locals?.get(symbol.escapedName) === symbol;

  function fromScope(name: ts.MemberName): ts.Expression {
    const access = factory.createPropertyAccessExpression(factory.createIdentifier(SCOPE), name);
    return typescript.setTextRange(access, name);
  }

  /** Nodes of tslab have no position in the source. */
  const isTslabs = (node: ts.Node): node is ts.PropertyAccessExpression =>
    typescript.isPropertyAccessExpression(node) &&
    typescript.isIdentifier(node.expression) &&
    node.expression.text === "exports" &&
    node.expression.pos < 0;

  const isFromScope = (node: ts.Expression) =>
    typescript.isPropertyAccessExpression(node) &&
    typescript.isIdentifier(node.expression) &&
    node.expression.text === SCOPE;

  function callWithoutThis(node: ts.Expression): ts.Expression {
    if (!isFromScope(node)) return node;
    const zero = factory.createNumericLiteral(0);
    const bare = factory.createParenthesizedExpression(factory.createComma(zero, node));
    return typescript.setTextRange(bare, node);
  }

  function longhand(node: ts.ShorthandPropertyAssignment): ts.ObjectLiteralElementLike {
    const { name, objectAssignmentInitializer: initial } = node;
    const symbol = checker.getShorthandAssignmentValueSymbol(typescript.getOriginalNode(node));
    if (!isEarlier(symbol)) return node;
    const value = fromScope(name);
    return factory.createPropertyAssignment(name, initial ? factory.createAssignment(value, initial) : value);
  }

  return (context) => (file) => {
    const visit = (before: ts.Node): ts.Node => {
      if (isTslabs(before)) {
        const symbol = checker.getSymbolAtLocation(typescript.getOriginalNode(before.name));
        return isEarlier(symbol) ? fromScope(before.name) : before.name;
      }
      const node = typescript.visitEachChild(before, visit, context);
      if (typescript.isShorthandPropertyAssignment(node)) return longhand(node);
      if (typescript.isCallChain(node)) {
        const { questionDotToken, typeArguments } = node;
        const callee = callWithoutThis(node.expression);
        return factory.updateCallChain(node, callee, questionDotToken, typeArguments, node.arguments);
      }
      if (typescript.isCallExpression(node)) {
        const callee = callWithoutThis(node.expression);
        return factory.updateCallExpression(node, callee, node.typeArguments, node.arguments);
      }
      if (typescript.isTaggedTemplateExpression(node)) {
        const tag = callWithoutThis(node.tag);
        return factory.updateTaggedTemplateExpression(node, tag, node.typeArguments, node.template);
      }
      return node;
    };
    return typescript.visitEachChild(file, visit, context);
  };
}

/**
 * Later cells see the variables of a cell as properties of `exports`. tslab copies every assignment there:
 * a loop over a top-level `let` would write to a proxy in every iteration, and an assignment in a later
 * cell would not reach functions that closed over the variable. Here a `let` or `var` stays a local
 * variable, and `exports` gets an accessor to it.
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
  function removeExports(statement: ts.Statement, names: Set<string>): ts.Statement {
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
    const statements = file.statements.map((statement) => removeExports(statement, names));
    return factory.updateSourceFile(file, [...[...names].map(accessor), ...statements]);
  };
}
