import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import typescript from "highlight.js/lib/languages/typescript";
import MarkdownIt from "markdown-it";
import { htmlAttribute } from "../../show/base/escape";
import { characters, formulaText, withoutFormulas } from "./formulas";

hljs.registerLanguage("typescript", typescript);
hljs.registerLanguage("bash", bash);

const languages: Readonly<Record<string, string>> = { ts: "typescript", sh: "bash" };

/** Program text as HTML, highlighted if the language is known. */
export function codeHtml(source: string, language = "typescript"): string {
  const name = languages[language] ?? language;
  if (hljs.getLanguage(name)) return hljs.highlight(source, { language: name }).value;
  return source.split("\n").map(htmlAttribute).join("\n");
}

const parser = new MarkdownIt({ html: true, highlight: codeHtml });

// A wide table scrolls on its own, also by keyboard. The page does not.
parser.renderer.rules.table_open = () => '<div class="wide" tabindex="0"><table>\n';
parser.renderer.rules.table_close = () => "</table></div>\n";

/** Where a link or an image leads to in the book. Undefined if the book does not have it. */
export type Link = (href: string) => string | undefined;

/**
 * Markdown as HTML, with its formulas typeset. Text whose link leads nowhere in the book stays, without a link.
 *
 * @example
 * import { markdownHtml } from "../src/book/site/markdown";
 * markdownHtml("*a*") // → "<p><em>a</em></p>\n"
 */
export function markdownHtml(markdown: string, link: Link = (href) => href): string {
  const { text, putBack } = withoutFormulas(markdown);
  const rendered = parser
    .render(text)
    // A scrolling box must be reachable by keyboard.
    .replaceAll("<pre>", '<pre tabindex="0">')
    // An empty corner of a table is not a heading.
    .replace(/<th[^>]*><\/th>/g, "<td></td>");
  return putBack(rendered).replace(/(<(?:a|img)\b[^>]*?) (href|src)="([^"]*)"/g, (_, tag, name, href) => {
    const target = link(href);
    return target === undefined ? tag : `${tag} ${name}="${target}"`;
  });
}

/** One line of Markdown, such as a heading, as HTML. */
export function inlineHtml(markdown: string): string {
  const { text, putBack } = withoutFormulas(markdown);
  return putBack(parser.renderInline(text));
}

/** The words of Markdown, for the search index. Formulas become the letters that one sees. */
export function markdownWords(markdown: string): string {
  const { text, putBack } = withoutFormulas(markdown, formulaText);
  return putBack(parser.render(text))
    .replace(/<[^>]+>/g, " ")
    .replace(/&(\w+|#39);/g, (_, name: string) => characters[name] ?? " ")
    .replace(/\s+/g, " ")
    .trim();
}
