import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Plugin } from "vite";

/** Replaces the import of package.json, a file that a browser does not have, by the version in it. */
function withVersion(root: string): Plugin {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return {
    name: "with-version",
    enforce: "pre",
    transform: (code) => code.replace('require("../../package.json")', JSON.stringify({ version })),
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
    plugins: [withVersion(root)],
    worker: { format: "iife", plugins: () => [withVersion(root)] },
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
