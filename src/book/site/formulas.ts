import katex from "katex";

/** Code, whose dollar signs are kept, or a formula: $…$, $$…$$ or \begin{…}…\end{…}. */
const codeOrFormula =
  /(```[\s\S]*?```|`[^`\n]*`)|\$\$([\s\S]+?)\$\$|\$((?:\\[\s\S]|[^$\\\n]|\n(?!\s*\n))+?)\$|(\\begin\{(\w+\*?)\}[\s\S]*?\\end\{\5\})/g;

/** A formula in HTML. It contains no tag, so a dollar sign that is alone in an element starts none. */
const formulaInHtml = /\$\$([^$<>]+)\$\$|\$([^$<>]+)\$/g;

/**
 * A formula as HTML, with MathML for screen readers.
 *
 * @throws if KaTeX cannot parse it, with the position
 *
 * @example
 * import { formulaHtml } from "../src/book/site/formulas";
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

/** Characters that KaTeX's fonts lack. */
const fractions: Readonly<Record<string, string>> = { "½": "\\tfrac12", "¼": "\\tfrac14", "¾": "\\tfrac34" };

/** The visible letters of a formula, for the search index. */
export function formulaText(latex: string): string {
  const mathml = katex.renderToString(latex.trim(), { output: "mathml", strict: "ignore" });
  return mathml.replace(/<annotation[\s\S]*?<\/annotation>/g, "").replace(/<[^>]+>/g, "");
}

/**
 * Replaces the formulas in Markdown by placeholders, because Markdown would change their underscores, bars and
 * stars. Returns a function that puts the typeset formulas into the HTML.
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

/** A number between two private-use characters, which Markdown leaves alone. */
const placeholder = (index: number): string => `\ue000${index}\ue001`;

/** The characters that HTML writes as entities. */
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
