import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(__dirname, "..");

/** The TypeScript that checks the library's live source in a notebook; it is years older than ours. */
function notebookTypeScript(): typeof import("typescript") {
  const ofTslab = createRequire(require.resolve("tslab/package.json"));
  return ofTslab("@tslab/typescript-for-tslab");
}

it("the library type-checks with the TypeScript version of the notebooks", { timeout: 120_000 }, () => {
  const ts = notebookTypeScript();
  const program = ts.createProgram([join(root, "src/index.ts")], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    esModuleInterop: true,
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: ["node"],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  const errors = ts
    .getPreEmitDiagnostics(program)
    .map(
      (error) => `${error.file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(error.messageText, "\n")}`,
    );
  expect(ts.version).toMatch(/^5\.0\./);
  expect(errors).toEqual([]);
});

describe.each(["autoencoder", "notation", "model", "calculus", "data"])("the room %s", (room) => {
  it("imports nothing from Node.js, so it runs in a browser", () => {
    const folder = join(root, "src", room);
    const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
    const usesNode = files.filter((file) =>
      /from "(node:|fs|path|module)|require\(|\bprocess\.|\bBuffer\b|__dirname/.test(
        readFileSync(join(folder, file), "utf8"),
      ),
    );
    expect(usesNode).toEqual([]);
  });
});
