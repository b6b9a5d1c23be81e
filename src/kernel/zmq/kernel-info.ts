import { createRequire } from "node:module";
import type { Json } from "../protocol/wire";

/** The version of Jupyter's protocol. */
export const protocolVersion = "5.3";

const versionOf = (name: string, from: string): string =>
  (createRequire(from)(`${name}/package.json`) as { version: string }).version;

/** The answer to a `kernel_info_request`. */
export function kernelInfo(): Json {
  const tslab = versionOf("tslab", __filename);
  // tslab has its own TypeScript. Reading its version does not load it.
  const typescript = versionOf("@tslab/typescript-for-tslab", require.resolve("tslab"));
  return {
    status: "ok",
    protocol_version: protocolVersion,
    implementation: "tslab-workbook",
    implementation_version: tslab,
    language_info: {
      name: "typescript",
      version: typescript,
      mimetype: "text/typescript",
      file_extension: ".ts",
      pygments_lexer: "typescript",
      // A name, not an object: JupyterLab looks up an object by its `name`, which for CodeMirror 5 would be
      // "javascript".
      codemirror_mode: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `TypeScript ${typescript} on Node.js ${process.version}, by tslab ${tslab}`,
    help_links: [
      { text: "TypeScript", url: "https://www.typescriptlang.org/docs/" },
      { text: "Node.js", url: "https://nodejs.org/api/" },
      { text: "tslab", url: "https://github.com/yunabe/tslab" },
    ],
    debugger: false,
  };
}
