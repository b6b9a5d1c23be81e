import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { htmlAttribute, htmlText, latexText, markdownText } from "../../../src/show/base/escape";
import { nameLatex } from "../../../src/show/base/symbol";
import { hostile } from "../hostile";
import { expectBalancedLatex, expectWellFormed } from "../markup-laws";

const anyText = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string(),
  fc.string({ unit: fc.constantFrom(..."<>&\"'$\\{}%#_^~`()[]abc \n") }),
);

describe("text from outside", () => {
  it("reads the same in HTML, and starts neither an element nor a formula", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const html = htmlText(text);
        expect(expectWellFormed(html).replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        expect(html.replace(/<span>[$\\]<\/span>/g, "")).not.toMatch(/[$\\]/);
      }),
    );
  });

  it("cannot end an HTML attribute", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(htmlAttribute(text)).not.toMatch(/["'<>\n]/);
      }),
    );
  });

  it("is balanced LaTeX without commands", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expectBalancedLatex(latexText(text));
        expectBalancedLatex(nameLatex(text));
      }),
    );
  });

  it("keeps every letter of a name in LaTeX", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ a-zA-Z0-9.,;:!?'"<>()-]{1,20}$/), (text) => {
        expect(latexText(text)).toBe(`\\text{${text}}`);
      }),
    );
  });

  it("contains no Markdown, HTML or formula after escaping for Markdown", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const source = markdownText(text).replace(/<span>(&#\d+;)<\/span>/g, "$1");
        expect(source.replace(/&#\d+;/g, "")).not.toMatch(/[`*_{}[\]()<>#+\-.!|~&:@"'\\$\n]/);
      }),
    );
  });
});
