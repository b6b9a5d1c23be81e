import GithubSlugger from "github-slugger";
import { codeHtml, inlineHtml, type Link, markdownHtml, markdownWords } from "./markdown";
import { type Output, outputHtml, outputWords } from "./outputs";

/** A notebook's cell with its text in one piece, or HTML of the book's own (kind "html"). */
export interface Cell {
  readonly cell_type: string;
  readonly source: string;
  readonly outputs?: readonly Output[];
}

/** A heading and what follows it, up to the next heading. */
export interface Section {
  /** From 1. The levels of a page go down by one at a time. */
  readonly level: number;
  /** Its anchor, unique in the page. */
  readonly id: string;
  readonly title: string;
  readonly titleHtml: string;
  readonly bodyHtml: string;
  /** Its words, for the search index. */
  readonly words: string;
}

/** The headings in Markdown, each with the text after it. Lines in fenced code are not headings. */
function* pieces(markdown: string): Generator<{ level: number; title: string; text: string }> {
  let piece = { level: 0, title: "", text: "" };
  let inFence = false;
  for (const line of markdown.split("\n")) {
    if (/^\s*```/.test(line)) inFence = !inFence;
    const [, marks, title] = (inFence ? null : /^(#{1,6})\s+(.*?)\s*#*$/.exec(line)) ?? [];
    if (marks === undefined || title === undefined) piece.text += `${line}\n`;
    else {
      yield piece;
      piece = { level: marks.length, title, text: "" };
    }
  }
  yield piece;
}

/** A code cell: its program, then its outputs. */
function cellHtml({ source, outputs = [] }: Cell): string {
  const code = source.trim() && `<pre class="code" tabindex="0"><code>${codeHtml(source)}</code></pre>\n`;
  const shown = outputs.map((output) => `<div class="output">${outputHtml(output)}</div>\n`).join("");
  return `<div class="cell">\n${code}${shown}</div>\n`;
}

/** Returns a function that turns heading levels into levels that go down by one at a time. */
function inOrder(): (level: number) => number {
  const above: number[] = [];
  return (level) => {
    while (above.length > 0 && (above.at(-1) ?? 0) >= level) above.pop();
    return above.push(level);
  };
}

/**
 * The sections of a page made from a notebook's cells. Text before the first heading becomes a section of
 * level 0 without a title.
 */
export function sectionsOf(cells: readonly Cell[], link: Link): Section[] {
  const top = { level: 0, id: "", title: "", titleHtml: "", bodyHtml: "", words: "" };
  const sections = [top];
  const level = inOrder();
  const slugger = new GithubSlugger();
  const add = (html: string, words: string) => {
    const last = sections.at(-1) ?? top;
    last.bodyHtml += html;
    last.words += `${words} `;
  };
  for (const cell of cells) {
    if (cell.cell_type === "code")
      add(cellHtml(cell), `${cell.source} ${(cell.outputs ?? []).map(outputWords).join(" ")}`);
    else if (cell.cell_type === "html") add(cell.source, "");
    else if (cell.cell_type === "markdown")
      for (const { level: written, title: markdown, text } of pieces(cell.source)) {
        if (written > 0) {
          const title = markdownWords(markdown);
          const titleHtml = inlineHtml(markdown);
          sections.push({
            level: level(written),
            id: slugger.slug(title),
            title,
            titleHtml,
            bodyHtml: "",
            words: "",
          });
        }
        if (text.trim() !== "") add(markdownHtml(text, link), markdownWords(text));
      }
  }
  return sections.filter(({ level, bodyHtml }) => level > 0 || bodyHtml !== "");
}
