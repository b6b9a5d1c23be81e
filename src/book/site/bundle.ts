import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "vite";

/** Replaces what a browser does not have: a terminal, and the package's own file. */
function withoutNode(root: string): Plugin {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return {
    name: "without-node",
    enforce: "pre",
    resolveId: (id) => (id === "cli-progress" ? "\0cli-progress" : undefined),
    load(id) {
      if (id === "\0cli-progress") return "export {}";
      if (/training[\\/]version\.ts$/.test(id)) return `export const version = ${JSON.stringify(version)}`;
      return undefined;
    },
  };
}

/**
 * Bundles a TypeScript module and all its imports into one script for a browser.
 *
 * @param root the workbook's folder
 */
export async function bundled(root: string, entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [withoutNode(root)],
    worker: { format: "iife", plugins: () => [withoutNode(root)] },
    build: {
      write: false,
      target: "es2022",
      lib: { entry: join(root, entry), formats: ["iife"], name: "workbook", fileName: () => "script.js" },
    },
  });
  const [made] = [result].flat();
  if (made === undefined || !("output" in made))
    throw new Error(`${entry} could not be bundled: Vite returned no output.`);
  return made.output[0].code;
}
