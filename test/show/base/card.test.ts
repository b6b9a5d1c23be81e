import { describe, expect, it } from "vitest";
import { derive, formulaLatex, formulaWords, readFormula } from "../../../src/autoencoder/notation";
import { Card, type CardContent } from "../../../src/show/base/card";
import { bundleOf } from "../../../src/show/base/display";
import { registerDisplays } from "../../../src/show/register";
import { hostile } from "../hostile";
import { expectWellFormed } from "../markup-laws";

registerDisplays();

const html = (value: unknown): string => String(bundleOf(value)?.["text/html"]);
const formula = readFormula("dJ/dz2 a1^T");
const content: CardContent = {
  tone: "bad",
  heading: "(d) not right",
  aside: "0 of 2 marks",
  facts: [
    { label: "read as", text: "dJ/dz2 a1^T", latex: formulaLatex(formula), words: formulaWords(formula) },
    { label: "shape", text: "d×m" },
  ],
  paragraphs: ["It is so.", "And so."],
  hint: ["Hint", "Look."],
  footer: "Call `help()` for more.",
};

describe("a card", () => {
  it("has the same content in HTML and in plain text", () => {
    const card = new Card(content);
    expect(String(card)).toBe(
      [
        "✗ (d) not right · 0 of 2 marks",
        "  read as  dJ/dz2 a1^T",
        "  shape    d×m",
        "  It is so.",
        "  And so.",
        "  Hint: Look.",
        "  Call help() for more.",
      ].join("\n"),
    );
    const text = expectWellFormed(html(card)).replace(/\s+/g, " ");
    expect(text).toContain("✗ (d) not right · 0 of 2 marks");
    expect(text).toContain("shaped×m It is so. And so. Hint: Look. Call help() for more.");
  });

  it("escapes every text", () => {
    for (const text of hostile) {
      const everywhere: CardContent = {
        tone: "open",
        heading: text,
        aside: text,
        facts: [{ label: text, text }],
        paragraphs: [text],
        hint: [text, text],
        footer: text,
      };
      const shown = html(new Card(everywhere));
      expectWellFormed(shown);
      const seen = shown.replace(/aria-label="[^"]*"/g, "").replace(/<span>\$<\/span>/g, "");
      expect(seen).not.toContain("$");
    }
  });

  it("needs only a heading", () =>
    expect(String(new Card({ tone: "good", heading: "fine" }))).toBe("✓ fine"));
});

describe("a derivation in a notebook", () => {
  const steps = derive([
    ["dJ/dW2", "what is asked"],
    ["= dJ/dz2 a1^T", "an outer product"],
    ["= dJ/dz2 a1", "the transpose forgotten"],
    ["= (", "torn"],
  ]);

  it("shows each line typeset, with its shape, proof and reason", () => {
    expect(String(bundleOf(steps)?.["text/plain"])).toBe(
      [
        "   dJ/dW2         d×m  what is asked",
        "✓  = dJ/dz2 a1^T  d×m  an outer product",
        "✗  = dJ/dz2 a1         the transpose forgotten Wrong: cannot multiply d×1 by m×1.",
        "✗  = (                 torn Wrong: The parenthesis at 3 is not closed.",
        "✗ 2 of 3 steps do not follow.",
      ].join("\n"),
    );
    const text = expectWellFormed(html(steps));
    expect(text).toContain("$\\displaystyle =\\; \\frac{\\partial J}{\\partial z_2}");
    expect(html(steps)).toContain('aria-label="proven equal to the line before"');
    expect(html(steps)).toContain('aria-label="does not follow"');
  });

  it("says what is proven", () =>
    expect(
      String(
        bundleOf(
          derive([
            ["y", ""],
            ["= y + 0", ""],
          ]),
        )?.["text/plain"],
      ),
    ).toContain(
      "✓ The step is proven: equal to the line before for all numbers, all sizes, and any f1 and f2.",
    ));

  it("escapes every text", () => {
    for (const text of hostile) {
      const shown = html(
        derive([
          ["y", text],
          [text, text],
        ]),
      );
      expectWellFormed(shown);
      expect(shown).not.toMatch(/<img|<script/);
    }
  });
});
