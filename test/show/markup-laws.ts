import { expect } from "vitest";

const empty = new Set(["img", "br", "col", "path", "rect"]);

/**
 * Expects every tag to be closed in order, every attribute to be quoted, and only elements and attributes that our
 * code writes. Returns the text that a reader sees.
 */
export function expectWellFormed(html: string): string {
  const open: string[] = [];
  let text = "";
  const scripts = html.replace(/(<script[^>]*>)[\s\S]*?(<\/script>)/g, "$1$2");
  const rest = scripts.replace(
    /([^<]*)<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-zA-Z-]+="[^"<>]*")*)\s*(\/?)>/g,
    (_, before: string, closing: string, tag: string, attributes: string, self: string) => {
      text += before;
      expect(known, `element ${tag}`).toContain(tag);
      const names = attributes.replace(/="[^"]*"/g, "");
      expect(names, tag).not.toMatch(/\s(on\w+|href)\b/i);
      if (closing) expect(open.pop()).toBe(tag);
      else if (!self && !empty.has(tag)) open.push(tag);
      return "";
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]/);
  return decoded(text + rest);
}

const known =
  "workbook-figure figure figcaption section div span p strong em code table thead tbody tr th td colgroup col img br sup script svg g path rect text tspan".split(
    " ",
  );

function decoded(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/&amp;/g, "&");
}

/** The LaTeX commands that our formulas use. Any other command came from outside. */
const commands = new Set(
  `text begin end underset times phantom cdots vdots ddots dots left right infty partial frac eta hat grave
   backslash sim displaystyle mathrm top`.split(/\s+/),
);

/** Expects braces and environments to be closed in order, no dollar signs, and only our own commands. */
export function expectBalancedLatex(latex: string): void {
  const open: string[] = [];
  for (const [token] of latex.matchAll(/\\([a-zA-Z]+)(?:\{([a-z]*)\})?|\\[^a-zA-Z]|[{}$]/g)) {
    const [, command, argument] = /^\\([a-zA-Z]+)(?:\{([a-z]*)\})?/.exec(token) ?? [];
    if (command === "begin") open.push(argument ?? "");
    else if (command === "end") expect(open.pop()).toBe(argument);
    else if (token === "{") open.push("{");
    else if (token === "}") expect(open.pop()).toBe("{");
    else expect(token, "a dollar sign within a formula").not.toBe("$");
    if (command) expect([...commands], latex).toContain(command);
  }
  expect(open).toEqual([]);
}
