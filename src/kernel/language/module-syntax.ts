import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { TypeScript, ts } from "./internals";

/**
 * What an ES module may say and CommonJS may not, in the file at `path`: `import.meta` becomes an object
 * with `url`, `filename` and `dirname`, and `import(…)` becomes `require.import(…)` (modules.ts).
 */
export function moduleSyntax(typescript: TypeScript, path: string): ts.TransformerFactory<ts.SourceFile> {
  const { factory, SyntaxKind } = typescript;

  function meta(): ts.Expression {
    const values = { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) };
    const properties = Object.entries(values).map(([name, value]) =>
      factory.createPropertyAssignment(name, factory.createStringLiteral(value)),
    );
    return factory.createParenthesizedExpression(factory.createObjectLiteralExpression(properties));
  }

  return (context) => (file) => {
    const visit = (before: ts.Node): ts.Node => {
      const node = typescript.visitEachChild(before, visit, context);
      if (typescript.isMetaProperty(node) && node.keywordToken === SyntaxKind.ImportKeyword) return meta();
      if (!typescript.isCallExpression(node) || node.expression.kind !== SyntaxKind.ImportKeyword)
        return node;
      const callee = factory.createPropertyAccessExpression(factory.createIdentifier("require"), "import");
      return factory.updateCallExpression(node, callee, undefined, node.arguments);
    };
    return /\bimport\s*[.(]/.test(file.text) ? typescript.visitEachChild(file, visit, context) : file;
  };
}
