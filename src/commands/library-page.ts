import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { remove } from "../setup/files.cjs";

/** TypeDoc's settings: everything that src/index.ts offers, as one text in Markdown. */
const settings = {
  plugin: ["typedoc-plugin-markdown"],
  logLevel: "Error",
  readme: "none",
  excludeExternals: true,
  excludePrivate: true,
  excludeProtected: true,
  disableSources: true,
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hidePageTitle: true,
  outputFileStrategy: "modules",
  parametersFormat: "table",
  propertiesFormat: "table",
  interfacePropertiesFormat: "table",
  entryFileName: "library.md",
  groupOrder: ["Functions", "Variables", "Classes", "Interfaces", "Type Aliases"],
  // The build has checked the types.
  skipErrorChecking: true,
};

/** The library's functions and types with their docstrings, in Markdown, as TypeDoc makes them from the source. */
export async function libraryPage(root: string): Promise<string> {
  const { Application } = await import("typedoc");
  const out = mkdtempSync(join(tmpdir(), "workbook-library-"));
  try {
    const app = await Application.bootstrapWithPlugins({
      ...settings,
      entryPoints: [join(root, "src", "index.ts")],
      tsconfig: join(root, "tsconfig.json"),
      out,
    } as object);
    const project = await app.convert();
    if (project === undefined) throw new Error("TypeDoc could not read src/index.ts.");
    await app.generateOutputs(project);
    return `# The library\n\n${readFileSync(join(out, "library.md"), "utf8")}`;
  } finally {
    remove(out);
  }
}
