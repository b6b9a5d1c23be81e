import { dirname, join } from "node:path/posix";
import { livePage } from "../../autoencoder/live-page";
import { excerpt, indexNotebook, type NotebookSource, notebookPages } from "./notebook-pages";
import { type Page, pageHtml, searchScript } from "./page";
import { type Cell, sectionsOf } from "./sections";

/** What the book is made from. */
export interface Sources {
  readonly notebooks: readonly NotebookSource[];
  /** The pages about the workbook in Markdown, by their path below src/book/pages. */
  readonly pages: ReadonlyMap<string, string>;
  /** The library's documentation in Markdown, if there is one. */
  readonly api?: string;
}

/** The book's file for a page about the workbook: `decisions/tslab.md` becomes `decisions-tslab.html`. */
const pageFile = (path: string): string =>
  path
    .replace(/\/(README\.md)?$/, ".md")
    .replace(/\.md$/, ".html")
    .replaceAll("/", "-");

/**
 * Where a link leads to in the book. It has no files of the repository other than notebooks, pages and images.
 *
 * @param from the path of the file that has the link, from the repository's root
 *
 * @example
 * import { bookLink } from "../src/book/site/site";
 * bookLink("notebooks/index.ipynb", "part.ipynb#answer") // → "part.html#answer"
 * bookLink("src/book/pages/speed.md", "decisions/tslab.md") // → "decisions-tslab.html"
 * bookLink("src/book/pages/speed.md", "../../../LICENSE") // → undefined
 */
export function bookLink(from: string, href: string): string | undefined {
  if (/^(?:[a-z]+:|#)/.test(href)) return href;
  const [path = "", id] = href.split("#");
  const hash = id === undefined ? "" : `#${id}`;
  const target = join(dirname(from), path);
  const [, notebook] = /^notebooks\/([\w-]+)\.ipynb$/.exec(target) ?? [];
  if (notebook) return `${notebook}.html${hash}`;
  const [, image] = /^notebooks\/(images\/[\w.-]+)$/.exec(target) ?? [];
  if (image) return image;
  const [, page] = /^src\/book\/pages\/([\w/-]+(?:\.md|\/))$/.exec(target) ?? [];
  return page && `${pageFile(page)}${hash}`;
}

const markdownCell = (source: string): Cell => ({ cell_type: "markdown", source });

/** The page on which a reader trains networks. */
const livePages = (): Page[] => [
  {
    file: livePage.file,
    name: livePage.name,
    group: "Try it",
    sections: sectionsOf(
      [
        markdownCell(livePage.text),
        {
          cell_type: "html",
          source: "<workbook-train><p>Turn on JavaScript to train a network here.</p></workbook-train>\n",
        },
      ],
      (href) => href,
    ),
  },
];

/** The glossary, taken from the index, and the documentation of the library. */
function referencePages({ notebooks, api }: Sources): Page[] {
  const index = notebooks.find(({ file }) => file === indexNotebook)?.cells ?? [];
  const glossary = [...excerpt(index, "Glossary"), ...excerpt(index, "Notation")];
  const page = (file: string, name: string, cells: readonly Cell[]): Page[] =>
    cells.length === 0
      ? []
      : [
          {
            file,
            name,
            group: "Reference",
            sections: sectionsOf(cells, (href) => bookLink(`notebooks/${indexNotebook}`, href)),
          },
        ];
  return [
    ...page(
      "glossary.html",
      "Glossary",
      glossary.length === 0 ? [] : [markdownCell("# Glossary and notation"), ...glossary],
    ),
    ...page("api.html", "The library", api === undefined ? [] : [markdownCell(api)]),
  ];
}

/** The pages about the workbook: those of the folder itself first, then those of its folders. */
function aboutPages(pages: Sources["pages"]): Page[] {
  const rank = (path: string) => `${path.split("/").length} ${path.replace(/README\.md$/, "")}`;
  return [...pages]
    .sort(([a], [b]) => (rank(a) < rank(b) ? -1 : 1))
    .map(([path, text]) => {
      const sections = sectionsOf([markdownCell(text)], (href) => bookLink(`src/book/pages/${path}`, href));
      const name = sections.find(({ level }) => level === 1)?.title ?? path;
      const group = path.includes("/") ? "Decisions" : "About the workbook";
      return { file: pageFile(path), name, group, sections };
    });
}

/** Every text file of the book, by its place in it. */
export function bookTexts(sources: Sources): ReadonlyMap<string, string> {
  const pages = [
    ...notebookPages(sources.notebooks, bookLink),
    ...livePages(),
    ...referencePages(sources),
    ...aboutPages(sources.pages),
  ];
  return new Map<string, string>([
    ["search.js", searchScript(pages)],
    ...pages.map((page) => [page.file, pageHtml(page, pages)] as const),
  ]);
}
