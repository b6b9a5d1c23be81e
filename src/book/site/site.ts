import { parts } from "../../autoencoder/parts";
import { type Page, pageHtml, searchScript } from "./page";
import { type Cell, sectionsOf } from "./sections";

/** A notebook that becomes a page. */
export interface Source {
  /** Its file, such as `part-a-dimensions.ipynb`. */
  readonly file: string;
  readonly cells: readonly Cell[];
}

/** What the book is made of. */
export interface Sources {
  readonly notebooks: readonly Source[];
  /** The project's README: some of its sections are pages of the book. */
  readonly readme: string;
  /** The library's functions in Markdown, as a generator made them from the source; nothing where none did. */
  readonly api?: string;
}

/** Links between notebooks lead to their pages, and pictures of theirs to those of the book. */
const bookLink = (href: string): string =>
  href
    .replace(/^(?:notebooks\/)?([\w-]+)\.ipynb(?=#|$)/, "$1.html")
    .replace(/^notebooks\/images\//, "images/");

/** `(a) Shapes` for the notebook of part (a), `Start` for the index. */
function nameOf(file: string): string {
  const part = parts.find(({ id }) => file.startsWith(`part-${id}-`));
  return part
    ? `(${part.id}) ${part.title}`
    : file === "index.ipynb"
      ? "Start"
      : file.replace(/\.ipynb$/, "");
}

/** The questions that a cell asks, where it does nothing else: it waits for answers. */
function askedBy({ cell_type, source }: Cell): readonly string[] {
  const lines = source.trim().split("\n");
  const asked = lines.flatMap(
    (line) => /^(?:display\()?check\("([\w/]+)", (?:"…"|\{(?: \w+: "…",?)+ \})\)\)?;?$/.exec(line)?.[1] ?? [],
  );
  return cell_type === "code" && asked.length === lines.length ? asked : [];
}

/** A cell for what is kept beside the notebooks, which a book has not. */
const isProgress = ({ cell_type, source }: Cell): boolean =>
  cell_type === "code" && source.trim() === "progress()";
const aboutProgress = /^\*\*How far you are\.\*\*.*$/m;

/** The links to the neighbours with which a notebook ends; a page of the book has its own. */
const closingLinks = /\n---\n\[[^\n]*\(index\.ipynb\)[^\n]*\s*$/;

/** A notebook's cells as the book has them: forms where answers are typed, and no links that a page has already. */
const asPage = (cells: readonly Cell[]): Cell[] =>
  cells
    .filter((cell) => !isProgress(cell))
    .map((cell) => {
      const asked = askedBy(cell);
      if (asked.length > 0) return { cell_type: "html", source: answerForms(asked) };
      if (cell.cell_type !== "markdown") return cell;
      return { ...cell, source: cell.source.replace(closingLinks, "\n").replace(aboutProgress, "") };
    });

const rank = (file: string): string => (file === "index.ipynb" ? "" : file);

function notebookPages(notebooks: readonly Source[]): Page[] {
  return [...notebooks]
    .sort((a, b) => (rank(a.file) < rank(b.file) ? -1 : 1))
    .map(({ file, cells: [first, ...rest] }) => ({
      file: file.replace(/\.ipynb$/, ".html"),
      name: nameOf(file),
      group: "The question",
      sections: sectionsOf(
        asPage([...(first ? [first] : []), ...(file === "index.ipynb" ? [bookNote] : []), ...rest]),
        bookLink,
      ),
    }));
}

/** The cells of one section of a notebook or a text, with its heading. */
function excerpt(cells: readonly Cell[], title: string): Cell[] {
  const found: Cell[] = [];
  let depth = 0;
  for (const cell of cells) {
    const [, marks = ""] = (cell.cell_type === "markdown" && /^(#+)\s/.exec(cell.source)) || [];
    if (marks && depth && marks.length <= depth) break;
    if (marks && new RegExp(`^#+\\s+${title}\\s*$`, "m").test(cell.source.split("\n", 1)[0] ?? ""))
      depth = marks.length;
    if (depth) found.push(cell);
  }
  return found;
}

/** A text in Markdown as cells, one a heading. */
const cellsOf = (markdown: string): Cell[] =>
  markdown.split(/^(?=#{1,6} )/m).map((source) => ({ cell_type: "markdown", source }));

/** The pages that are sections of other texts, where those have them. */
function excerptPages({ notebooks, readme, api }: Sources): Page[] {
  const index = notebooks.find(({ file }) => file === "index.ipynb")?.cells ?? [];
  const text = cellsOf(readme);
  const page = (file: string, name: string, cells: readonly Cell[]): Page[] =>
    cells.length === 0 ? [] : [{ file, name, group: "About", sections: sectionsOf(cells, bookLink) }];
  const glossary = [...excerpt(index, "Glossary"), ...excerpt(index, "Notation")];
  return [
    ...page("glossary.html", "Glossary", [title("Glossary and notation"), ...glossary]),
    ...page("instructors.html", "For instructors", excerpt(text, "For instructors")),
    ...page("kernel.html", "For kernel users", excerpt(text, "For kernel users")),
    ...page("api.html", "The library", api === undefined ? [] : cellsOf(api)),
  ];
}

const title = (words: string): Cell => ({ cell_type: "markdown", source: `# ${words}` });

/** Every text file of the book, by its place in it. */
export function bookTexts(sources: Sources): ReadonlyMap<string, string> {
  const pages = [...notebookPages(sources.notebooks), livePage, ...excerptPages(sources)];
  return new Map<string, string>([
    ["search.js", searchScript(pages)],
    ...pages.map((page) => [page.file, pageHtml(page, pages)] as const),
  ]);
}

/** Where one reads that this is no notebook. */
export const bookNote: Cell = {
  cell_type: "markdown",
  source:
    "(This is the workbook as a book: to read, with forms that check your answers. To change its programs and run them, open it in JupyterLab: `npm start` in the workbook's folder.)",
};

/** A form for each of these questions, where a notebook has cells to type into. */
export const answerForms = (asked: readonly string[]): string =>
  [
    '<p class="form-note">(In JupyterLab one types into a cell. Here there is a form.)</p>',
    ...asked.map(
      (id) =>
        `<workbook-check part="${id}"><p>With scripts switched on, you can have your answer checked here.</p></workbook-check>`,
    ),
    ...(asked.includes("f") ? [`<p><a href="${livePage.file}">Train such networks here, live.</a></p>`] : []),
    "",
  ].join("\n");

/** The page on which a reader trains networks. */
export const livePage: Page = {
  file: "hidden-size.html",
  name: "Hidden units, live",
  group: "Try it",
  sections: sectionsOf(
    [
      { cell_type: "markdown", source: liveText() },
      {
        cell_type: "html",
        source:
          "<workbook-train><p>With scripts switched on, a network learns here as you watch.</p></workbook-train>\n",
      },
    ],
    (href) => href,
  ),
};

function liveText(): string {
  return `# Hidden units, live

Part (f) in your hands: 200 handwritten digits of 4×4 pixels ($d = 16$), noise of standard deviation 0.5 added once, and a network with $m$ hidden units that is to give back the clean digits. It is trained here in the page, for 2,500 steps of full-batch Adam, by the same WebAssembly that the notebooks use: the same seed gives the same bits.

**Predict.** Which $m$ is best on the training images, and which on images that the network has never seen?`;
}
