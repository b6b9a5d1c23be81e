import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parts } from "../../../src/autoencoder/question";
import { bookLink, bookTexts } from "../../../src/book/site/site";
import { committed, readPages } from "../../../src/commands/write-book";

const root = join(__dirname, "../../..");
const aboutPages = readPages(root);
const notebooks = committed(join(root, "notebooks"));
const texts = bookTexts({
  notebooks,
  pages: aboutPages,
  api: "# The library\n\n## Functions\n\n### loss()\n\n`a < b`\n",
});
const pages = [...texts].filter(([file]) => file.endsWith(".html"));

const all = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, found]) => found ?? "");
const withoutCode = (html: string) =>
  html.replace(/<(pre|script|code)\b[\s\S]*?<\/\1>/g, "").replace(/<span>[$\\]<\/span>/g, "");

describe("the book", () => {
  it("has a page for every notebook, in the order of the parts, and marks the open one in the contents", () => {
    const files = pages.map(([file]) => file.replace(".html", ".ipynb"));
    const notebookFiles = readdirSync(join(root, "notebooks")).filter((file) => file.endsWith(".ipynb"));
    expect(files.slice(0, notebookFiles.length)).toEqual(["index.ipynb", ...notebookFiles.slice(1)]);
    for (const [file, html] of pages) expect(html).toContain(`<a href="${file}" aria-current="page">`);
  });

  it("has a glossary page made from the index, and a page for the library", () => {
    expect(texts.get("glossary.html")).toContain("back-propagation");
    expect(texts.get("api.html")).toContain("<code>a &lt; b</code>");
  });

  it("has a page for every Markdown file about the workbook, and links to them from the contents", () => {
    expect(aboutPages.size).toBeGreaterThan(4);
    const index = texts.get("index.html");
    expect(index).toContain("<p>About the workbook</p>");
    for (const path of aboutPages.keys()) {
      const file = path
        .replace("decisions/README.md", "decisions.md")
        .replace("/", "-")
        .replace(".md", ".html");
      expect(texts.get(file), path).toBeDefined();
      expect(index).toContain(`<a href="${file}">`);
    }
  });

  it("turns links between pages, notebooks and pictures into links of the book, and drops other links", () => {
    const small = bookTexts({
      notebooks: [],
      pages: new Map([
        [
          "one.md",
          "# One\n\n[n](../../../notebooks/index.ipynb#x) [d](decisions/) [t](decisions/two.md#y) [code](../../cli.ts) ![p](../../../notebooks/images/a.png)\n",
        ],
        ["decisions/README.md", "# Decisions\n\n- [two](two.md)\n- [web](https://example.org)\n"],
        ["decisions/two.md", "# Two\n\n```\n# not a heading\n```\n\n[back](../one.md)\n"],
      ]),
    });
    expect(bookLink("notebooks/index.ipynb", "images/a.png")).toBe("images/a.png");
    expect(bookLink("src/book/pages/one.md", "../../../LICENSE")).toBeUndefined();
    const one = small.get("one.html");
    for (const link of ['href="index.html#x">n', 'href="decisions.html">d', 'href="decisions-two.html#y">t'])
      expect(one).toContain(link);
    expect(one).toContain("<a>code</a>");
    expect(one).toContain('src="images/a.png"');
    expect(small.get("decisions.html")).toContain('href="decisions-two.html">two');
    expect(small.get("decisions.html")).toContain('href="https://example.org">web');
    expect(small.get("decisions-two.html")).toContain('href="one.html">back');
    expect(small.get("decisions-two.html")?.match(/<h\d/g)).toHaveLength(1);
  });

  it("is the same byte for byte for any order of the notebooks", () => {
    const api = "# The library\n\n## Functions\n\n### loss()\n\n`a < b`\n";
    expect([...bookTexts({ notebooks: [...notebooks].reverse(), pages: aboutPages, api })]).toEqual([
      ...texts,
    ]);
  });
});

describe.each(pages)("%s", (file, html) => {
  it("has one title, and never skips a heading level", () => {
    const levels = all(html, /<h(\d)/g).map(Number);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels[0]).toBe(1);
    for (const [i, level] of levels.entries())
      expect(level - (levels[i - 1] ?? 0), `heading ${i}`).toBeLessThan(2);
  });

  it("has unique anchors", () => {
    const ids = all(html, /\sid="([^"]*)"/g);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has no dead links", () => {
    for (const href of all(html, /<a [^>]*?href="([^"]*)"/g)) {
      if (/^https:/.test(href)) continue;
      const [page, id] = href.split("#");
      const target = page === "" || page === undefined ? html : texts.get(page);
      expect(target, href).toBeDefined();
      if (id) expect(target, href).toContain(`id="${decodeURIComponent(id)}"`);
    }
  });

  it("loads nothing from another host", () => {
    const loaded = all(html, /<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]*)"/g);
    expect(loaded.filter((place) => /^(?:https?:)?\/\//.test(place))).toEqual([]);
  });

  it("has every formula typeset", () => {
    expect(html).not.toContain("katex-error");
    expect(withoutCode(html)).not.toMatch(/\$[^$<>\n]+\$|\\(?:frac|begin|partial|mathsf)/);
  });

  it("contains only the book's own scripts", () => {
    const sources = all(html, /<script(?![^>]*application\/json)([^>]*)>/g);
    expect(sources).toEqual(["", ' src="book.js" defer']);
  });

  it.runIf(parts.some(({ id }) => file.startsWith(`part-${id}-`)))(
    "folds its answer, and has a form for your own",
    () => {
      expect(html).toMatch(/<h2 id="answer">.*<\/h2>\n<details class="fold"><summary>Show<\/summary>/);
      expect(html).toContain(`<workbook-check part="${file[5]}">`);
    },
  );
});
