import { CompileError } from "./check";
import type { TypeScript } from "./internals";
import { moduleSyntax } from "./module-syntax";
import { moduleOptions } from "./options";

/** JavaScript ready to run, and the map that leads its positions back to the source. */
export interface Transpiled {
  code: string;
  map: string;
}

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
