import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { moduleOptions } from "../base/resolve";
import { CompileError, type Transpiled } from "../base/types";
import type { TypeScript, ts } from "../base/typescript";

/** `exports.a = exports.b = void 0;` at the start, which would reset the values of earlier cells. */
const RESET_EXPORTS = /^(?:(?:exports\.[\p{ID_Continue}$]+ = )+void 0;)$/gmu;

const MAP_COMMENT = /\n?\/\/# sourceMappingURL=(\S*)\s*$/;

/**
 * Compiles one TypeScript, JavaScript or JSX file to a CommonJS module.
 *
 * @throws CompileError for broken syntax, which would otherwise fail later in another place
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
  // Diagnostics without a file are about options that only the resolution of imports needs.
  const broken = diagnostics.filter(({ file }) => file !== undefined);
  if (broken.length > 0) throw new CompileError(broken);
  return { code: outputText.replace(MAP_COMMENT, ""), map: sourceMapText };
}

/** The emitted code of a cell. Its map is in a comment (`inlineSourceMap`). */
export function emittedCell(js: string): Transpiled {
  const url = MAP_COMMENT.exec(js)?.[1] ?? "";
  const map = Buffer.from(url.slice(url.indexOf(",") + 1), "base64").toString();
  return { code: js.replace(MAP_COMMENT, "").replace(RESET_EXPORTS, ""), map };
}

/**
 * Converts syntax of ES modules that CommonJS does not have, for the file at `path`: `import.meta` becomes
 * an object with `url`, `filename` and `dirname`, and `import(…)` becomes `require.import(…)` (modules.ts).
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
