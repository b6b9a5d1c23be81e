import { htmlAttribute } from "../../show/base/escape";
import type { Section } from "./sections";

/** A page of the book. */
export interface Page {
  /** Its file, such as `part-a-dimensions.html`. */
  readonly file: string;
  /** Its short name in the contents. */
  readonly name: string;
  /** Where it stands in the contents. */
  readonly group: "The question" | "Try it" | "About";
  readonly sections: readonly Section[];
}

/** Sections that give something away: they open at a click, and print open. */
const isFolded = ({ title }: Section): boolean => /^(Answer|Solutions?|Hints?)\b/i.test(title);

function sectionHtml(section: Section): string {
  const { level, id, titleHtml, bodyHtml } = section;
  if (level === 0) return bodyHtml;
  const heading = `<h${level} id="${id}">${titleHtml} <a class="here" href="#${id}" aria-label="Link to this section">#</a></h${level}>\n`;
  const body = isFolded(section)
    ? `<details class="fold"><summary>Show</summary>\n${bodyHtml}</details>\n`
    : bodyHtml;
  return heading + body;
}

function contents(pages: readonly Page[], here: Page): string {
  return [...new Set(pages.map(({ group }) => group))]
    .map((group) => {
      const members = pages.filter((page) => page.group === group);
      const items = members.map((page) => {
        const current = page === here ? ' aria-current="page"' : "";
        return `<li><a href="${page.file}"${current}>${htmlAttribute(page.name)}</a></li>`;
      });
      return `<p>${group}</p>\n<ul>\n${items.join("\n")}\n</ul>`;
    })
    .join("\n");
}

function neighbours(pages: readonly Page[], here: Page): string {
  const at = pages.indexOf(here);
  const link = (page: Page | undefined, rel: string, text: (name: string) => string) =>
    page ? `<a rel="${rel}" href="${page.file}">${htmlAttribute(text(page.name))}</a>` : "<span></span>";
  return (
    link(pages[at - 1], "prev", (name) => `← ${name}`) + link(pages[at + 1], "next", (name) => `${name} →`)
  );
}

/** The theme has to be known before anything is painted: this much script stands in the page itself. */
const early = `document.documentElement.dataset.theme = localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")`;

/** The page as a whole HTML document. It asks for nothing but files of the book. */
export function pageHtml(page: Page, pages: readonly Page[]): string {
  const title = page.sections.find(({ level }) => level === 1)?.title ?? page.name;
  const main = page.sections.map(sectionHtml).join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlAttribute(title)} · Autoencoder workbook</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="katex/katex.min.css">
<link rel="stylesheet" href="book.css">
<script>try { ${early} } catch { /* the browser keeps nothing for us: light, then */ }</script>
<script src="book.js" defer></script>
</head>
<body data-plotly="plotly.js">
<a class="skip" href="#main">Skip to the text</a>
<header>
<a class="home" href="index.html">Autoencoder workbook</a>
<form role="search" class="search">
<label for="search" class="unseen">Search the book</label>
<input id="search" type="search" placeholder="Search  /" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="found">
<ul id="found" role="listbox" aria-label="Search results" hidden></ul>
</form>
<button type="button" class="theme" hidden>Dark</button>
</header>
<div class="columns">
<nav aria-label="Contents"><details class="menu" open><summary>Contents</summary>
${contents(pages, page)}
</details></nav>
<main id="main" tabindex="-1">
${main}
<nav class="neighbours" aria-label="Previous and next page">${neighbours(pages, page)}</nav>
</main>
</div>
</body>
</html>
`;
}

/** A section as a search finds it. */
export interface Entry {
  /** Its address in the book. */
  readonly id: string;
  readonly page: string;
  readonly title: string;
  readonly words: string;
}

/** Of a section this many characters are searched: enough for its text, not for long columns of numbers. */
const limit = 4000;

/** A heading deeper than this is found under the one above it. */
const deepest = 3;

/** Everything that can be found, as a script: a page opened from a folder may load a script, but no data. */
export function searchScript(pages: readonly Page[]): string {
  const entries = pages.flatMap(({ file, name, sections }) => {
    const found: Entry[] = [];
    for (const { id, level, title, words } of sections) {
      const above = found.at(-1);
      if (above && level > deepest) found[found.length - 1] = { ...above, words: `${above.words} ${words}` };
      else found.push({ id: level > 1 ? `${file}#${id}` : file, page: name, title: title || name, words });
    }
    return found;
  });
  const shortened = entries.map((entry) => ({
    ...entry,
    words: entry.words.replace(/\s+/g, " ").slice(0, limit).trim(),
  }));
  const unique = [...new Map(shortened.map((entry) => [entry.id, entry])).values()];
  return `window.workbookSections = ${JSON.stringify(unique).replace(/</g, "\\u003c")};\n`;
}
