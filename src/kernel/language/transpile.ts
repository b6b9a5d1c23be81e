import type { TypeScript, ts } from "./internals";
import { moduleSyntax } from "./module-syntax";
import { moduleOptions } from "./options";

/** JavaScript ready to run, and the maps (newest first) that lead its positions back to the source. */
export interface Transpiled {
  code: string;
  maps: string[];
}

/** `exports.a = exports.b = void 0;` at the top, which would undo what earlier cells declared. */
const RESET_EXPORTS = /^((?:exports\.[\p{ID_Continue}$]+ = )+void 0;)$/mu;

const MAP_COMMENT = /\n?\/\/# sourceMappingURL=(\S*)\s*$/;

/** One TypeScript, JavaScript or JSX file as a CommonJS module. */
export function transpileModule(typescript: TypeScript, fileName: string, text: string): Transpiled {
  const transformers = { before: [moduleSyntax(typescript, fileName)] };
  return run(typescript, text, { fileName, compilerOptions: moduleOptions(typescript), transformers });
}

/**
 * tslab's second step, ES module to CommonJS, on the output of its first. That output carries its own map
 * in a comment (we ask for `inlineSourceMap`), so both maps come out here.
 */
export function transpileCell(typescript: TypeScript, js: string, options: ts.TranspileOptions): Transpiled {
  const inline = MAP_COMMENT.exec(js)?.[1] ?? "";
  const first = Buffer.from(inline.slice(inline.indexOf(",") + 1), "base64").toString();
  const compilerOptions = { ...options.compilerOptions, sourceMap: true };
  const second = run(typescript, js.replace(MAP_COMMENT, ""), { ...options, compilerOptions });
  return { code: second.code.replace(RESET_EXPORTS, ""), maps: [...second.maps, first] };
}

function run(typescript: TypeScript, text: string, options: ts.TranspileOptions): Transpiled {
  const { outputText, sourceMapText = "" } = typescript.transpileModule(text, options);
  return { code: outputText.replace(MAP_COMMENT, ""), maps: [sourceMapText] };
}
