import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slug } from "github-slugger";

/** TypeDoc's settings: everything that the entries export, in a Markdown file for each. */
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
  groupOrder: ["Functions", "Variables", "Classes", "Interfaces", "Type Aliases"],
  // The build has checked the types already.
  skipErrorChecking: true,
};

/** The entries of the library: what is imported, its source file, and TypeDoc's file for it. */
const entries = [
  ["autoencoder-workbook", "index", "index"],
  ...["experiments", "show", "widgets", "grading", "engine"].map((room) => [
    `autoencoder-workbook/${room}`,
    `${room}/index`,
    room,
  ]),
  ["autoencoder-workbook/notation", "autoencoder/notation", "autoencoder/notation"],
] as const;

/** A table of the exported values by entry. Types are documented with the values that use them. */
function entryTable(root: string): string {
  const rows = entries.map(([name = "", source = ""]) => {
    const text = readFileSync(join(root, "src", `${source}.ts`), "utf8");
    const listed = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = ""]) => names.split(","));
    const defined = [...text.matchAll(/^export const (\w+)/gm)].map(([, value = ""]) => value);
    const links = [...listed.flatMap((one) => /^\s*([\w$]+)\s*$/.exec(one)?.[1] ?? []), ...defined]
      .sort((a, b) => a.localeCompare(b, "en"))
      .map((value) => `[${value}](#${slug(value)})`);
    return `| \`${name}\` | ${links.join(" · ")} |`;
  });
  return ["## By entry", "", "| import from | what it exports |", "|:--|:--|", ...rows].join("\n");
}

/** The same Markdown without links to headings that do not exist. */
function withoutDeadLinks(markdown: string): string {
  const places = new Set([...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => slug(title)));
  return markdown.replace(/\[([^\]]+)\]\(#([\w-]+)\)/g, (link, words: string, to: string) => {
    if (places.has(to)) return link;
    const plain = to.replace(/-\d+$/, "");
    return places.has(plain) ? `[${words}](#${plain})` : words;
  });
}

/** The documentation of the library in Markdown, which TypeDoc makes from the source files. */
export async function libraryPage(root: string): Promise<string> {
  const { Application } = await import("typedoc");
  const out = mkdtempSync(join(tmpdir(), "workbook-library-"));
  try {
    const app = await Application.bootstrapWithPlugins({
      ...settings,
      entryPoints: entries.map(([, source = ""]) => join(root, "src", `${source}.ts`)),
      tsconfig: join(root, "tsconfig.json"),
      out,
    } as object);
    const project = await app.convert();
    if (project === undefined) throw new Error("TypeDoc could not read the library.");
    await app.generateOutputs(project);
    const chapters = entries.map(([name = "", , file = ""]) => {
      const text = readFileSync(join(out, `${file}.md`), "utf8").replace(/\((?:[\w./-]+\.md)#/g, "(#");
      return `## ${name}\n\n${text.replace(/^#{2,5} /gm, "#$&")}`;
    });
    return withoutDeadLinks(`# The library\n\n${entryTable(root)}\n\n${chapters.join("\n\n")}`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
