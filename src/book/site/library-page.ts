import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { slug } from "github-slugger";

/** TypeDoc's settings: everything that src/index.ts exports, in one Markdown file. */
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
  // The build has checked the types already.
  skipErrorChecking: true,
};

/**
 * A table of the exported values by room. Types are documented with the values that use them.
 *
 * @param entry the text of src/index.ts
 */
function roomsOf(entry: string): string {
  const rooms = new Map<string, string[]>();
  for (const [, names = "", room = ""] of entry.matchAll(/^export \{([^}]*)\} from "\.\/([\w-]+)\//gm))
    rooms.set(room, [
      ...(rooms.get(room) ?? []),
      ...names.split(",").flatMap((name) => /^\s*([\w$]+)\s*$/.exec(name)?.[1] ?? []),
    ]);
  const rows = [...rooms].map(([room, names]) => {
    const links = names.sort((a, b) => a.localeCompare(b, "en")).map((name) => `[${name}](#${slug(name)})`);
    return `| \`${room}\` | ${links.join(" · ")} |`;
  });
  return ["## By room", "", "| room | what it exports |", "|:--|:--|", ...rows].join("\n");
}

/** The same Markdown without links to headings that are not there. */
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
      entryPoints: [join(root, "src", "index.ts")],
      tsconfig: join(root, "tsconfig.json"),
      out,
    } as object);
    const project = await app.convert();
    if (project === undefined) throw new Error("TypeDoc could not read src/index.ts.");
    await app.generateOutputs(project);
    const entry = readFileSync(join(root, "src", "index.ts"), "utf8");
    const page = readFileSync(join(out, "library.md"), "utf8");
    return withoutDeadLinks(`# The library\n\n${roomsOf(entry)}\n\n${page}`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
