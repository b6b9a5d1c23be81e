import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { NotebookSource } from "../book/site/notebook-pages";
import type { Notebook } from "../kernel/runner/notebook-file";
import { readNotebook } from "../kernel/runner/notebook-file";
import { filesBelow, remove } from "../system/files.cjs";
import { ownNotebooks } from "./notebooks";

/** A folder with this file is an earlier book, which may be replaced. */
const mark = "search.js";

/** The scripts of the pages and their source files. The first is in every page, the others in some. */
const scripts = { "book.js": "main.ts", "check.js": "check.ts", "train.js": "train.ts" } as const;

const source = (file: string, { cells }: Notebook) => ({ file, cells: cells as NotebookSource["cells"] });

/** The workbook's notebooks with the outputs in their files. */
export const committed = (folder: string): NotebookSource[] =>
  ownNotebooks.map((name) => source(name, readNotebook(join(folder, name))));

/** The workbook's notebooks with the outputs of a new run. Their files do not change. */
export async function executed(folder: string, onStep: (step: string) => void): Promise<NotebookSource[]> {
  const { runNotebook } = await import("../kernel/runner/run-notebook.js");
  const { workbookKernel } = await import("../kernel/kernelspec.js");
  const { StaticImages } = await import("./figures/static-images.js");
  const sources: NotebookSource[] = [];
  for (const name of ownNotebooks) {
    const before = readNotebook(join(folder, name));
    const images = new StaticImages(
      before.cells.flatMap(({ outputs = [] }) => outputs),
      true,
    );
    const run = runNotebook(before, {
      kernel: workbookKernel,
      cwd: folder,
      onCell: (done, total) => onStep(`${name}, ${done} of ${total} cells`),
      finish: (outputs) => images.complete(outputs),
    });
    sources.push(source(name, await run.finally(() => images.close())));
  }
  return sources;
}

/** The pages about the workbook in Markdown, by their path below src/book/pages. */
export function readPages(root: string): ReadonlyMap<string, string> {
  const folder = join(root, "src", "book", "pages");
  const files = filesBelow(folder).filter((file) => file.endsWith(".md"));
  return new Map(
    files.map((file) => [relative(folder, file).split(sep).join("/"), readFileSync(file, "utf8")]),
  );
}

/** Writes the book into a folder and replaces an earlier one. A folder with other files is an error. */
export async function writeBook(
  root: string,
  out: string,
  notebooks: readonly NotebookSource[],
  onStep: (step: string) => void,
): Promise<void> {
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, mark)))
    throw new Error(`${out} holds other files. Choose an empty folder or a new one.`);
  onStep("Writing the library's documentation");
  const { libraryPage } = await import("../book/site/library-page.js");
  const api = await libraryPage(root);
  onStep("Writing the pages");
  const { bookTexts } = await import("../book/site/site.js");
  const texts = bookTexts({ notebooks, pages: readPages(root), api });
  const files = new Map(texts);
  onStep("Bundling the scripts");
  const { bundled } = await import("../book/site/bundle.js");
  for (const [place, entry] of Object.entries(scripts))
    files.set(place, await bundled(root, join("src", "book", "browser", entry)));
  remove(out);
  for (const [place, text] of files) {
    mkdirSync(dirname(join(out, place)), { recursive: true });
    writeFileSync(join(out, place), text);
  }
  for (const name of ["book.css", "icon.svg"])
    cpSync(join(root, "src", "book", "site", name), join(out, name));
  cpSync(require.resolve("plotly.js-cartesian-dist-min"), join(out, "plotly.js"));
  const shown = [...texts.values()].flatMap((text) => text.match(/(?<=src=")images\/[\w.-]+(?=")/g) ?? []);
  for (const image of new Set(shown)) cpSync(join(root, "notebooks", image), join(out, image));
  const katex = dirname(require.resolve("katex/dist/katex.min.css"));
  cpSync(join(katex, "katex.min.css"), join(out, "katex", "katex.min.css"));
  cpSync(join(katex, "fonts"), join(out, "katex", "fonts"), {
    recursive: true,
    filter: (file) => !/\.(ttf|woff)$/.test(file),
  });
}
