import katex from "katex";

/** Code, which keeps its dollar signs, or a formula: $…$, $$…$$ or \begin{…}…\end{…}. */
const codeOrFormula =
  /(```[\s\S]*?```|`[^`\n]*`)|\$\$([\s\S]+?)\$\$|\$((?:\\[\s\S]|[^$\\\n]|\n(?!\s*\n))+?)\$|(\\begin\{(\w+\*?)\}[\s\S]*?\\end\{\5\})/g;

/** The same in HTML, where a formula crosses no tag: a dollar sign alone in an element opens none. */
const formulaInHtml = /\$\$([^$<>]+)\$\$|\$([^$<>]+)\$/g;

/**
 * A formula as HTML: what one sees, and MathML beside it for who hears.
 *
 * @throws where KaTeX cannot read it, with the place
 *
 * @example
 * import { formulaHtml } from "../src/book/formulas";
 * formulaHtml("x", false).startsWith('<span class="katex">') // → true
 */
export function formulaHtml(latex: string, isDisplay: boolean): string {
  const written = latex.trim().replace(/[½¼¾]/g, (character) => fractions[character] ?? character);
  const html = katex.renderToString(written, {
    displayMode: isDisplay,
    strict: "ignore",
    throwOnError: true,
  });
  return html.replace(/<annotation[\s\S]*?<\/annotation>/, "");
}

/** Characters that KaTeX's fonts have not. */
const fractions: Readonly<Record<string, string>> = { "½": "\\tfrac12", "¼": "\\tfrac14", "¾": "\\tfrac34" };

/** A formula in the letters one sees of it, for a search. */
export function formulaText(latex: string): string {
  const mathml = katex.renderToString(latex.trim(), { output: "mathml", strict: "ignore" });
  return mathml.replace(/<annotation[\s\S]*?<\/annotation>/g, "").replace(/<[^>]+>/g, "");
}

/**
 * Takes the formulas out of Markdown, so that its underscores, bars and stars stay theirs, and gives back
 * what to put in for them once the rest is HTML.
 */
export function withoutFormulas(
  markdown: string,
  written: (latex: string, isDisplay: boolean) => string = formulaHtml,
): { text: string; putBack: (html: string) => string } {
  const formulas: string[] = [];
  const text = markdown.replace(
    codeOrFormula,
    (whole, code?: string, display?: string, inline?: string, environment?: string) => {
      if (code !== undefined) return whole;
      const latex = display ?? inline ?? environment ?? "";
      return placeholder(formulas.push(written(latex, inline === undefined)) - 1);
    },
  );
  const putBack = (html: string) =>
    html.replace(/\ue000(\d+)\ue001/g, (_, index: string) => formulas[Number(index)] ?? "");
  return { text, putBack };
}

/** Two characters for private use around a number: Markdown takes them for letters of a word. */
const placeholder = (index: number): string => `\ue000${index}\ue001`;

/** The characters that HTML writes by name. */
export const characters: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
};

/** HTML with its formulas typeset. */
export function typeset(html: string): string {
  return html.replace(formulaInHtml, (_, display?: string, inline?: string) => {
    const latex = (display ?? inline ?? "").replace(
      /&(\w+|#39);/g,
      (entity, name) => characters[name] ?? entity,
    );
    return formulaHtml(latex, display !== undefined);
  });
}
