import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

/**
 * A way in: what there is in each room, from the library's face. Types stand with those who use them.
 *
 * @param face the text of src/index.ts
 */
function roomsOf(face: string): string {
  const rooms = new Map<string, string[]>();
  for (const [, names = "", room = ""] of face.matchAll(/^export \{([^}]*)\} from "\.\/([\w-]+)\//gm))
    rooms.set(room, [
      ...(rooms.get(room) ?? []),
      ...names.split(",").flatMap((name) => /^\s*([\w$]+)\s*$/.exec(name)?.[1] ?? []),
    ]);
  const rows = [...rooms].map(([room, names]) => {
    const links = names
      .sort((a, b) => a.localeCompare(b, "en"))
      .map((name) => `[${name}](#${name.toLowerCase()})`);
    return `| \`${room}\` | ${links.join(" · ")} |`;
  });
  return ["## By room", "", "| room | what it offers |", "|:--|:--|", ...rows].join("\n");
}

/** Links that lead to a heading that there is, and the bare words where none is. */
function withoutDeadLinks(markdown: string): string {
  const place = (title: string) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "");
  const places = new Set([...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => place(title)));
  return markdown.replace(/\[([^\]]+)\]\(#([\w-]+)\)/g, (link, words: string, to: string) => {
    if (places.has(to)) return link;
    const plain = to.replace(/-\d+$/, "");
    return places.has(plain) ? `[${words}](#${plain})` : words;
  });
}

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
    const face = readFileSync(join(root, "src", "index.ts"), "utf8");
    const page = readFileSync(join(out, "library.md"), "utf8");
    return withoutDeadLinks(`# The library\n\n${roomsOf(face)}\n\n${page}`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
