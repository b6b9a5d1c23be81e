import { livePage } from "../../autoencoder/live-page";
import { parts } from "../../autoencoder/question";
import { html } from "../../show/base/html";
import type { Page } from "./page";
import { type Cell, sectionsOf } from "./sections";

/** A notebook that becomes a page. */
export interface NotebookSource {
  /** Its file name, such as `index.ipynb`. */
  readonly file: string;
  readonly cells: readonly Cell[];
}

/** The first notebook, which the others link to. */
export const indexNotebook = "index.ipynb";

const bookNote: Cell = {
  cell_type: "markdown",
  source:
    "(This is the workbook as a book. Its forms check your answers. To change and run the programs, type `npm start` in the workbook's folder and use JupyterLab.)",
};

/** A form for each of these questions, in place of a cell to type into. */
function answerForms(asked: readonly string[]): string {
  const forms = asked.map(
    (id) =>
      html`<workbook-check part="${id}"><p>Turn on JavaScript to check your answer here.</p></workbook-check>\n`,
  );
  const live =
    asked.includes(livePage.part) &&
    html`<p><a href="${livePage.file}">Train such networks in this book.</a></p>\n`;
  return String(
    html`<p class="form-note">(In JupyterLab you type your answer into a cell. Here you use a form.)</p>\n${forms}${live}`,
  );
}

/** The questions that a cell asks, if it does nothing else than wait for answers. */
function askedBy({ cell_type, source }: Cell): readonly string[] {
  const lines = source.trim().split("\n");
  const asked = lines.flatMap(
    (line) => /^(?:display\()?check\("([\w/]+)", (?:"…"|\{(?: \w+: "…",?)+ \})\)\)?;?$/.exec(line)?.[1] ?? [],
  );
  return cell_type === "code" && asked.length === lines.length ? asked : [];
}

/** A cell that shows the reader's progress, which a book does not record. */
const isProgress = ({ cell_type, source }: Cell): boolean =>
  cell_type === "code" && source.trim() === "progress()";
const aboutProgress = /^\*\*How far you are\.\*\*.*$/m;

/** The links to the neighbours at the end of a notebook. A page of the book has its own. */
const closingLinks = /\n---\n\[[^\n]*\(index\.ipynb\)[^\n]*\s*$/;

/** A notebook's cells with forms for answers and without what the page has already. */
const asPage = (cells: readonly Cell[]): Cell[] =>
  cells
    .filter((cell) => !isProgress(cell))
    .map((cell) => {
      const asked = askedBy(cell);
      if (asked.length > 0) return { cell_type: "html", source: answerForms(asked) };
      if (cell.cell_type !== "markdown") return cell;
      return { ...cell, source: cell.source.replace(closingLinks, "\n").replace(aboutProgress, "") };
    });

/** `(a) Shapes` for a part's notebook, `Start` for the index. */
function nameOf(file: string): string {
  const part = parts.find(({ notebook }) => notebook === file);
  if (part) return `(${part.id}) ${part.title}`;
  return file === indexNotebook ? "Start" : file.replace(/\.ipynb$/, "");
}

const rank = (file: string): string => (file === indexNotebook ? "" : file);

/** A page for each notebook: the index, then the parts. */
export function notebookPages(
  notebooks: readonly NotebookSource[],
  link: (from: string, href: string) => string | undefined,
): Page[] {
  return [...notebooks]
    .sort((a, b) => (rank(a.file) < rank(b.file) ? -1 : 1))
    .map(({ file, cells: [first, ...rest] }) => {
      const all = [...(first ? [first] : []), ...(file === indexNotebook ? [bookNote] : []), ...rest];
      const sections = sectionsOf(asPage(all), (href) => link(`notebooks/${file}`, href));
      return { file: file.replace(/\.ipynb$/, ".html"), name: nameOf(file), group: "The question", sections };
    });
}

/** The cells of one section of a notebook, with its heading. */
export function excerpt(cells: readonly Cell[], title: string): Cell[] {
  const found: Cell[] = [];
  let depth = 0;
  for (const cell of cells) {
    const [heading = "", marks = ""] = (cell.cell_type === "markdown" && /^(#+)\s.*/.exec(cell.source)) || [];
    if (marks && depth && marks.length <= depth) break;
    if (marks && heading.slice(marks.length).trim() === title) depth = marks.length;
    if (depth) found.push(cell);
  }
  return found;
}
