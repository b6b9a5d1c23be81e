/**
 * Checks of the committed notebooks against the documentation of front ends that cannot run here:
 *
 * - VS Code chooses the first MIME type of an output in its own order: vendor types, HTML, pictures
 *   (microsoft/vscode, extensions/ipynb/src/deserializers.ts, orderOfMimeTypes). It renders Plotly
 *   (microsoft/vscode-notebook-renderers, README), and mathematics between dollars (microsoft/vscode#208430).
 * - GitHub shows notebooks as static pages without scripts (docs.github.com, "Working with non-code files"), and
 *   mathematics in `$…$` and `$$…$$` (docs.github.com, "Writing mathematical expressions").
 * - nbviewer, like GitHub, uses nbconvert, which chooses by the order of its HTML exporter
 *   (NbConvertBase.display_data_priority). Large notebooks fail there (jupyter/nbviewer#213, #712) and on GitHub.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

interface Cell {
  readonly id?: string;
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly outputs?: readonly {
    readonly output_type: string;
    readonly data?: Readonly<Record<string, unknown>>;
  }[];
}

interface Notebook {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly cells: readonly Cell[];
}

const folder = join(__dirname, "../../notebooks");
const files = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
const notebookOf = (name: string): Notebook => JSON.parse(readFileSync(join(folder, name), "utf8"));
const textOf = (value: unknown): string => [value].flat().join("");

const widget = "application/vnd.jupyter.widget-view+json";
const plotly = "application/vnd.plotly.v1+json";

const vsCode = [
  /^application\/vnd\./,
  /^text\/html$/,
  /^text\/latex$/,
  /^text\/markdown$/,
  /^image\/png$/,
  /^image\/svg/,
  /^text\/plain$/,
];
const nbconvert = ["text/html", "text/markdown", "image/svg+xml", "text/latex", "image/png", "text/plain"];

/** The HTML of an output without scripts, style sheets and event handlers. */
const sanitised = (html: string): string =>
  html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "").replace(/\s(?:on\w+|style|class)="[^"]*"/g, "");

describe.each(files)("%s", (name) => {
  const { cells, nbformat, nbformat_minor } = notebookOf(name);
  const outputs = cells.flatMap(({ outputs = [] }) => outputs);
  const bundles = outputs.flatMap(({ data }) => (data ? [data] : []));

  it("is a small notebook of the current format, with a unique id for each cell", () => {
    expect([nbformat, nbformat_minor >= 5]).toEqual([4, true]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    expect(statSync(join(folder, name)).size).toBeLessThan(500_000);
  });

  it("VS Code can render the MIME type that it chooses", () => {
    for (const data of bundles) {
      const kinds = Object.keys(data);
      const taken = vsCode.flatMap((kind) => kinds.find((one) => kind.test(one)) ?? [])[0] ?? "";
      expect([plotly, widget, "text/html", "text/latex", "text/markdown", "text/plain"]).toContain(taken);
      if (taken === plotly)
        expect(data[plotly]).toMatchObject({ data: expect.any(Array), layout: expect.any(Object) });
      // Without the kernel, VS Code offers the other MIME types of a control.
      if (taken === widget) expect(kinds).toEqual(expect.arrayContaining(["text/html", "text/plain"]));
    }
  });

  it("the MIME type that GitHub and nbviewer choose is complete without scripts and styles", () => {
    for (const data of bundles) {
      const taken = nbconvert.find((kind) => kind in data);
      expect(taken).toBeDefined();
      if (taken !== "text/html") continue;
      const html = textOf(data["text/html"]);
      expect(html).not.toMatch(/<(?:style|link|iframe|object|embed|form)\b/);
      // Nothing is loaded from another site.
      expect(html.replace(/xmlns="[^"]*"/g, "")).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      const rest = sanitised(html);
      if (plotly in data || "image/png" in data)
        expect(rest).toMatch(/<img src="data:image\/png;base64,[^"]{100,}"[^>]* alt="[^"]{10,}/);
      const words = rest.replace(/<[^>]+>/g, " ").replace(/\s+/g, "");
      const pictures = /<(?:img|svg)\b/.test(rest);
      expect(words.length > 0 || pictures, html.slice(0, 200)).toBe(true);
      // Tables are table elements, not boxes that need a style sheet.
      if (/display:\s*(?:grid|table)/.test(html)) expect(rest).toMatch(/<table\b|<img\b|<svg\b/);
    }
  });

  it("mathematics is between dollars that GitHub and VS Code recognise", () => {
    const markdown = cells
      .filter(({ cell_type }) => cell_type === "markdown")
      .map(({ source }) => source.join(""));
    for (const text of markdown) {
      const prose = text.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
      expect(prose).not.toMatch(/\\[()[\]]/);
      const displayed = prose.replace(/\$\$[^$]+\$\$/g, "");
      expect(displayed, "a \\begin outside of $$…$$").not.toMatch(/\\begin\{/);
      const inline = displayed.replace(/\\\$/g, "").replace(/\$(?=\S)[^$\n]*[^\s$]\$(?!\d)/g, "");
      expect(inline, "a dollar alone").not.toContain("$");
    }
    for (const data of bundles)
      if ("text/latex" in data) expect(textOf(data["text/latex"]).trim()).toMatch(/^\$\$?[^$]+\$\$?$/);
  });
});
