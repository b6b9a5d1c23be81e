import { codeHtml, inlineHtml, markdownHtml, markdownWords } from "./markdown";
import { type Output, outputHtml, outputWords } from "./outputs";

/** A notebook's cell, its text in one piece; or, of the kind "html", a piece of the book's own. */
export interface Cell {
  readonly cell_type: string;
  readonly source: string;
  readonly outputs?: readonly Output[];
}

/** A heading and what stands under it, up to the next one. */
export interface Section {
  /** From 1; no level is ever left out on the way down. */
  readonly level: number;
  /** Its name in addresses; no other section of the page has it. */
  readonly id: string;
  readonly title: string;
  readonly titleHtml: string;
  readonly bodyHtml: string;
  /** Its words, for a search. */
  readonly words: string;
}

/** Headings in Markdown, with what follows each; a fence of code may hold lines that look like one. */
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

/** A code cell: the program, then what it shows. */
function cellHtml({ source, outputs = [] }: Cell): string {
  const code = source.trim() && `<pre class="code" tabindex="0"><code>${codeHtml(source)}</code></pre>\n`;
  const shown = outputs.map((output) => `<div class="output">${outputHtml(output)}</div>\n`).join("");
  return `<div class="cell">\n${code}${shown}</div>\n`;
}

/** Turns levels as they are written into levels that go down by one at a time. */
function inOrder(): (level: number) => number {
  const above: number[] = [];
  return (level) => {
    while (above.length > 0 && (above.at(-1) ?? 0) >= level) above.pop();
    return above.push(level);
  };
}

/** Turns titles into names for addresses, each once, numbered as GitHub numbers them. */
function names(): (words: string) => string {
  const taken = new Set<string>();
  return (words) => {
    const plain =
      words
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, "-")
        .replace(/^-|-$/g, "") || "section";
    let name = plain;
    for (let k = 1; taken.has(name); k++) name = `${plain}-${k}`;
    taken.add(name);
    return name;
  };
}

/**
 * The sections of a page made of a notebook's cells (a text is one cell of Markdown). What stands before
 * the first heading belongs to a section of level 0 without a title, where there is any.
 *
 * @param link where a link leads to in the book
 */
export function sectionsOf(cells: readonly Cell[], link: (href: string) => string): Section[] {
  const sections: {
    level: number;
    id: string;
    title: string;
    titleHtml: string;
    bodyHtml: string;
    words: string;
  }[] = [{ level: 0, id: "", title: "", titleHtml: "", bodyHtml: "", words: "" }];
  const level = inOrder();
  const name = names();
  const add = (html: string, words: string) => {
    const last = sections.at(-1);
    if (last === undefined) return;
    last.bodyHtml += html;
    last.words += `${words} `;
  };
  for (const cell of cells) {
    if (cell.cell_type === "code") {
      add(cellHtml(cell), `${cell.source} ${(cell.outputs ?? []).map(outputWords).join(" ")}`);
    } else if (cell.cell_type === "html") add(cell.source, "");
    else if (cell.cell_type === "markdown") {
      for (const { level: written, title: markdown, text } of pieces(cell.source)) {
        if (written > 0) {
          const title = markdownWords(markdown);
          const titleHtml = inlineHtml(markdown);
          sections.push({
            level: level(written),
            id: name(title),
            title,
            titleHtml,
            bodyHtml: "",
            words: "",
          });
        }
        if (text.trim() !== "") add(markdownHtml(text, link), markdownWords(text));
      }
    }
  }
  return sections.filter(({ level: depth, bodyHtml }) => depth > 0 || bodyHtml !== "");
}
