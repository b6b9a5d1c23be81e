import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import type { TypeScript, ts } from "./internals";

/** `import.meta` in code that runs as CommonJS: an object with the file's `url`, `filename` and `dirname`. */
export function importMeta(typescript: TypeScript, path: string): ts.TransformerFactory<ts.SourceFile> {
  const { factory } = typescript;
  const values = { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) };

  return (context) => (file) => {
    const visit = (node: ts.Node): ts.Node =>
      typescript.isMetaProperty(node) && node.keywordToken === typescript.SyntaxKind.ImportKeyword
        ? factory.createParenthesizedExpression(
            factory.createObjectLiteralExpression(
              Object.entries(values).map(([name, value]) =>
                factory.createPropertyAssignment(name, factory.createStringLiteral(value)),
              ),
            ),
          )
        : typescript.visitEachChild(node, visit, context);
    return file.text.includes("import.meta") ? typescript.visitEachChild(file, visit, context) : file;
  };
}
