import { build } from "vite";

/** One script of everything that a TypeScript module imports, for a browser to run as it stands. */
export async function bundled(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    build: {
      write: false,
      target: "es2022",
      lib: { entry, formats: ["iife"], name: "workbook", fileName: () => "script.js" },
    },
  });
  const [made] = [result].flat();
  if (made === undefined || !("output" in made)) throw new Error(`${entry} could not be bundled.`);
  return made.output[0].code;
}
