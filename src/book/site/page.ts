import { htmlAttribute } from "../../show/base/escape";
import { Html, html } from "../../show/base/html";
import type { Section } from "./sections";

/** A page of the book. */
export interface Page {
  /** Its file name, such as `glossary.html`. */
  readonly file: string;
  /** Its short name in the contents. */
  readonly name: string;
  /** Its heading in the contents. */
  readonly group: "The question" | "Try it" | "Reference" | "About the workbook" | "Decisions";
  readonly sections: readonly Section[];
}

/** Whether a section gives something away. Such sections open with a click, and are open in print. */
const isFolded = ({ title }: Section): boolean => /^(Answer|Solutions?|Hints?)\b/i.test(title);

function sectionHtml(section: Section): Html {
  const { level, id, titleHtml, bodyHtml } = section;
  const body = new Html(bodyHtml);
  if (level === 0) return body;
  const tag = new Html(`h${level}`);
  return html`<${tag} id="${id}">${new Html(titleHtml)} <a class="here" href="#${id}" aria-label="Link to this section">#</a></${tag}>
${isFolded(section) ? html`<details class="fold"><summary>Show</summary>\n${body}</details>\n` : body}`;
}

const contents = (pages: readonly Page[], here: Page): Html[] =>
  [...new Set(pages.map(({ group }) => group))].map((group) => {
    const items = pages
      .filter((page) => page.group === group)
      .map(
        (page) =>
          html`<li><a href="${page.file}"${page === here && new Html(' aria-current="page"')}>${page.name}</a></li>\n`,
      );
    return html`<p>${group}</p>\n<ul>\n${items}</ul>\n`;
  });

function neighbours(pages: readonly Page[], here: Page): Html {
  const at = pages.indexOf(here);
  const [previous, next] = [pages[at - 1], pages[at + 1]];
  return html`${previous ? html`<a rel="prev" href="${previous.file}">← ${previous.name}</a>` : html`<span></span>`}${
    next ? html`<a rel="next" href="${next.file}">${next.name} →</a>` : html`<span></span>`
  }`;
}

/** Sets the theme before the first paint, so this script is in the page itself. */
const early = `document.documentElement.dataset.theme = localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")`;

/** A page as a whole HTML document. It loads only files of the book. */
export function pageHtml(page: Page, pages: readonly Page[]): string {
  const title = page.sections.find(({ level }) => level === 1)?.title ?? page.name;
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${new Html(htmlAttribute(title))} · Autoencoder workbook</title>
<link rel="icon" href="icon.svg">
<link rel="stylesheet" href="katex/katex.min.css">
<link rel="stylesheet" href="book.css">
<script>try { ${new Html(early)} } catch { /* The browser stores nothing for local files: use the light theme. */ }</script>
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
${contents(pages, page)}</details></nav>
<main id="main" tabindex="-1">
${page.sections.map(sectionHtml)}
<nav class="neighbours" aria-label="Previous and next page">${neighbours(pages, page)}</nav>
</main>
</div>
</body>
</html>
`);
}

/** A section in the search index. */
export interface Entry {
  /** Its address in the book. */
  readonly id: string;
  readonly page: string;
  readonly title: string;
  readonly words: string;
}

/** How many characters of a section are searched: enough for its text, without long columns of numbers. */
const limit = 4000;

/** Headings deeper than this are indexed with the section above. */
const deepest = 3;

/** The search index as a script, because a page opened from a folder may load a script but no data. */
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
