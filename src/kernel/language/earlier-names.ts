import type { TypeScript, ts } from "./internals";

/**
 * tslab rewrites a name from an earlier cell to `exports.name`. Three things are put right here: the
 * shorthand `{ name }` becomes `{ name: exports.name }`; a call gets no `this` from it, `(0, exports.f)()`;
 * and what an earlier cell declared with `declare global` is not its own, and stays as it is.
 */
export function earlierNames(
  typescript: TypeScript,
  program: ts.Program,
  declarations: ts.SourceFile,
): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = typescript;
  const checker = program.getTypeChecker();

  const isEarlier = (symbol: ts.Symbol | undefined) =>
    symbol?.declarations?.some((declaration) => declaration.getSourceFile() === declarations) ?? false;

  function longhand(node: ts.ShorthandPropertyAssignment): ts.ObjectLiteralElementLike {
    const original = typescript.getOriginalNode(node);
    const { name, objectAssignmentInitializer: initial } = node;
    if (!isEarlier(checker.getShorthandAssignmentValueSymbol(original))) return node;
    const value = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), name);
    typescript.setTextRange(value, name);
    return factory.createPropertyAssignment(name, initial ? factory.createAssignment(value, initial) : value);
  }

  /** Only tslab writes `exports` without a place in the source. */
  const isFromExports = (node: ts.Node): node is ts.PropertyAccessExpression =>
    typescript.isPropertyAccessExpression(node) &&
    typescript.isIdentifier(node.expression) &&
    node.expression.text === "exports" &&
    node.expression.pos < 0;

  function isGlobal(name: ts.Node): boolean {
    const declared = checker.getSymbolAtLocation(typescript.getOriginalNode(name))?.declarations ?? [];
    return declared.some((declaration) =>
      typescript.findAncestor(
        declaration,
        (node) =>
          typescript.isModuleDeclaration(node) && (node.flags & typescript.NodeFlags.GlobalAugmentation) > 0,
      ),
    );
  }

  function withoutThis(node: ts.Expression): ts.Expression {
    const bare = factory.createParenthesizedExpression(
      factory.createComma(factory.createNumericLiteral(0), node),
    );
    return typescript.setTextRange(bare, typescript.getOriginalNode(node));
  }

  return (context) => (file) => {
    const visit = (before: ts.Node): ts.Node => {
      const node = typescript.visitEachChild(before, visit, context);
      if (typescript.isShorthandPropertyAssignment(node)) return longhand(node);
      if (isFromExports(node) && isGlobal(node.name)) return node.name;
      if (typescript.isCallChain(node) && isFromExports(node.expression)) {
        const { questionDotToken, typeArguments, arguments: values } = node;
        return factory.updateCallChain(
          node,
          withoutThis(node.expression),
          questionDotToken,
          typeArguments,
          values,
        );
      }
      if (typescript.isCallExpression(node) && isFromExports(node.expression)) {
        return factory.updateCallExpression(
          node,
          withoutThis(node.expression),
          node.typeArguments,
          node.arguments,
        );
      }
      if (typescript.isTaggedTemplateExpression(node) && isFromExports(node.tag)) {
        return factory.updateTaggedTemplateExpression(
          node,
          withoutThis(node.tag),
          node.typeArguments,
          node.template,
        );
      }
      return node;
    };
    return typescript.visitEachChild(file, visit, context);
  };
}
