import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parts } from "../autoencoder/parts";
import type { Source } from "../book/site/site";
import { readNotebook } from "../kernel/notebook/file";
import type { Notebook } from "../kernel/notebook/format";
import { remove } from "../setup/files.cjs";

/** The first file of a book: it says that a folder is one, which the next may replace. */
const mark = "search.js";

/** The pages' scripts: what is in every page, and what some have. */
async function scripts(root: string): Promise<[place: string, code: string][]> {
  const { bundled } = await import("../book/site/bundle.js");
  const made: [string, string][] = [];
  for (const [place, entry] of [
    ["book.js", "main.ts"],
    ["check.js", "check.ts"],
    ["train.js", "train.ts"],
  ] as const)
    made.push([place, await bundled(root, join("src", "book", "browser", entry))]);
  return made;
}

/** A notebook as the book takes it. */
const source = (file: string, { cells }: Notebook): Source => ({
  file,
  cells: cells as Source["cells"],
});

/** The workbook's notebooks; what else a reader has put into the folder is no part of the book. */
const own: readonly string[] = ["index.ipynb", ...parts.map(({ notebook }) => notebook)];

/** Every notebook of the workbook as it was committed. */
export const committed = (folder: string): Source[] =>
  own.map((name) => source(name, readNotebook(join(folder, name))));

/** Every notebook of the workbook as a run of now makes it; the files stay as they are. */
export async function executed(folder: string, onStep: (step: string) => void): Promise<Source[]> {
  const { runNotebook } = await import("../kernel/notebook/run.js");
  const { workbookKernel } = await import("../kernel/commands.js");
  const { StaticImages } = await import("./figures/static-images.js");
  const sources: Source[] = [];
  for (const name of own) {
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

/**
 * Writes the book into a folder, in place of an earlier one.
 *
 * @param root the workbook's own folder
 * @param onStep told what is under way
 * @throws where the folder holds something that is no book
 */
export async function writeBook(
  root: string,
  out: string,
  notebooks: readonly Source[],
  onStep: (step: string) => void,
): Promise<void> {
  if (existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, mark)))
    throw new Error(`${out} holds other files: name an empty folder, or one that does not exist yet.`);
  onStep("documentation");
  const { libraryPage } = await import("../book/site/library-page.js");
  const api = await libraryPage(root);
  onStep("pages");
  const { bookTexts } = await import("../book/site/site.js");
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const texts = bookTexts({ notebooks, readme, api });
  onStep("scripts");
  const files = new Map([...texts, ...(await scripts(root))]);
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
