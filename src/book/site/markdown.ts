import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import typescript from "highlight.js/lib/languages/typescript";
import MarkdownIt from "markdown-it";
import { htmlAttribute } from "../../show/base/escape";
import { characters, formulaText, withoutFormulas } from "./formulas";

const parser = new MarkdownIt({ html: true, highlight: codeHtml });

/** A table that is too wide scrolls by itself, by keyboard as well; the page does not. */
parser.renderer.rules.table_open = () => '<div class="wide" tabindex="0"><table>\n';
parser.renderer.rules.table_close = () => "</table></div>\n";

/**
 * Markdown as notebooks have it, formulas and HTML included, as HTML.
 *
 * @param link where a link leads to in the book
 *
 * @example
 * import { markdownHtml } from "../src/book/markdown";
 * markdownHtml("*a*") // → "<p><em>a</em></p>\n"
 */
export function markdownHtml(markdown: string, link: (href: string) => string = same): string {
  const { text, putBack } = withoutFormulas(markdown);
  // What scrolls can be reached by keyboard; a corner of a table without a word heads nothing.
  const rendered = parser
    .render(text)
    .replaceAll("<pre>", '<pre tabindex="0">')
    .replace(/<th[^>]*><\/th>/g, "<td></td>");
  return putBack(rendered).replace(/<a href="([^"]*)"/g, (_, href: string) => `<a href="${link(href)}"`);
}

/** One line of Markdown, such as a heading, as HTML. */
export function inlineHtml(markdown: string): string {
  const { text, putBack } = withoutFormulas(markdown);
  return putBack(parser.renderInline(text));
}

const same = (href: string): string => href;

/** The words of Markdown, for a search: formulas in the letters one sees, no tags, no code fences' marks. */
export function markdownWords(markdown: string): string {
  const { text, putBack } = withoutFormulas(markdown, formulaText);
  return putBack(parser.render(text))
    .replace(/<[^>]+>/g, " ")
    .replace(/&(\w+|#39);/g, (_, name: string) => characters[name] ?? " ")
    .replace(/\s+/g, " ")
    .trim();
}

hljs.registerLanguage("typescript", typescript);
hljs.registerLanguage("bash", bash);

/** Program text as HTML, with its words marked up where the language is known here. */
export function codeHtml(source: string, language = "typescript"): string {
  const name = language === "ts" ? "typescript" : language === "sh" ? "bash" : language;
  if (hljs.getLanguage(name)) return hljs.highlight(source, { language: name }).value;
  return source.split("\n").map(htmlAttribute).join("\n");
}
