import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { moduleOptions } from "../base/resolve";
import { CompileError, type Transpiled } from "../base/types";
import type { TypeScript, ts } from "../base/typescript";

/** `exports.a = exports.b = void 0;` at the top, which would undo what earlier cells declared. */
const RESET_EXPORTS = /^(?:(?:exports\.[\p{ID_Continue}$]+ = )+void 0;)$/gmu;

const MAP_COMMENT = /\n?\/\/# sourceMappingURL=(\S*)\s*$/;

/**
 * One TypeScript, JavaScript or JSX file as a CommonJS module.
 *
 * @throws {CompileError} where its syntax is broken: what is left of it would fail later, somewhere else
 */
export function transpileModule(typescript: TypeScript, fileName: string, text: string): Transpiled {
  const {
    outputText,
    sourceMapText = "",
    diagnostics = [],
  } = typescript.transpileModule(text, {
    fileName,
    compilerOptions: moduleOptions(typescript),
    transformers: { before: [moduleSyntax(typescript, fileName)] },
    reportDiagnostics: true,
  });
  // Those of no file complain of options, which only the resolution of imports needs.
  const broken = diagnostics.filter(({ file }) => file !== undefined);
  if (broken.length > 0) throw new CompileError(broken);
  return { code: outputText.replace(MAP_COMMENT, ""), map: sourceMapText };
}

/** A cell's emitted code, which carries its map in a comment (we ask for `inlineSourceMap`). */
export function emittedCell(js: string): Transpiled {
  const url = MAP_COMMENT.exec(js)?.[1] ?? "";
  const map = Buffer.from(url.slice(url.indexOf(",") + 1), "base64").toString();
  return { code: js.replace(MAP_COMMENT, "").replace(RESET_EXPORTS, ""), map };
}

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
