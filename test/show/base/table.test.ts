import fc from "fast-check";
import { complex, matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { column } from "../../../src/data/matrix";
import { bundleOf } from "../../../src/show/base/display";
import { tex } from "../../../src/show/base/markup";
import { type Table, table } from "../../../src/show/base/table";
import { registerDisplays } from "../../../src/show/register";
import { digitImage } from "../../../src/show/values/digits";
import { hostile } from "../hostile";
import { expectWellFormed } from "../markup-laws";

registerDisplays();

const htmlOf = (value: Table) => String(bundleOf(value)?.["text/html"]);

describe("a table", () => {
  it("is aligned in plain text: numbers right with common decimals, words left", () => {
    const text = String(table({ eta: [0.1, 0.25], outcome: ["too small", "right"], steps: [1200, 7] }));
    expect(text).toBe(
      [
        " eta  outcome    steps",
        "────  ─────────  ─────",
        "0.10  too small   1200",
        "0.25  right          7",
      ].join("\n"),
    );
  });

  it("is the same from rows and from columns", () => {
    const rows = table([
      { a: 1, b: "x" },
      { a: 2, b: "y" },
    ]);
    expect(String(rows)).toBe(String(table({ a: [1, 2], b: ["x", "y"] })));
    expect(htmlOf(rows)).toBe(htmlOf(table({ a: [1, 2], b: ["x", "y"] })));
  });

  it("has a column for every name in any row, and empty cells for missing values", () => {
    const sparse = table([{ a: 1 }, { b: 2 }]);
    expect(sparse.columns).toEqual(["a", "b"]);
    expect(expectWellFormed(htmlOf(sparse))).not.toContain("undefined");
  });

  it("accepts column names that are properties of all objects", () => {
    const odd = table([{ constructor: 1 }, { toString: 2 }, JSON.parse('{"__proto__": 3}')]);
    expect(String(odd).match(/\d/g)).toEqual(["1", "2", "3"]);
    expect(String(odd)).not.toContain("function");
  });

  it("writes numbers of very different sizes separately", () => {
    expect(String(table({ error: [1e-12, 0.5] }))).toContain("1e-12");
    expect(htmlOf(table({ error: [1e-12, 0.5] }))).toContain("1 × 10<sup>−12</sup>");
  });

  it("marks rows by a sign and bold text, not by colour", () => {
    const marked = table({ name: ["W1", "W2"] }, { mark: [1] });
    expect(String(marked)).toBe("  name\n  ────\n  W1\n► W2");
    expect(htmlOf(marked)).toContain(
      '<tr style="font-weight:bold"><td style="text-align:left">► W2</td></tr>',
    );
  });

  it("is between its caption and its note", () => {
    const lines = String(table({ a: [1] }, { caption: "Before", note: "After" })).split("\n");
    expect([lines[0], lines.at(-1)]).toEqual(["Before", "After"]);
    expect(htmlOf(table({ a: [1] }, { caption: "Before", note: "After" }))).toMatch(
      /Before[\s\S]*<table>[\s\S]*After/,
    );
  });

  it("accepts matrices, formulas, complex numbers and images", () => {
    const mixed = table({
      value: [
        matrix([[1, 2]]),
        tex`${"dJ/dW2"}`,
        complex(1, -2),
        digitImage(column([0, 1, 1, 0])),
        null,
        true,
      ],
    });
    const html = htmlOf(mixed);
    expectWellFormed(html);
    expect(html).toContain("$\\displaystyle \\begin{bmatrix}1 &amp; 2\\end{bmatrix}$");
    expect(html).toContain("$\\displaystyle \\frac{\\partial J}{\\partial W_2}$");
    expect(html).toContain("1 − 2i");
    expect(html).toContain('<img src="data:image/png;base64,');
    expect(String(mixed)).toContain("[1  2]  1×2");
  });

  it("is well-formed and shows every word unchanged, for all words", () => {
    const words = fc.oneof(fc.constantFrom(...hostile), fc.string());
    fc.assert(
      fc.property(words, words, words, (name, cell, caption) => {
        const hostileTable = table([{ [name]: cell }], { caption, note: caption, mark: [0] });
        const text = expectWellFormed(htmlOf(hostileTable)).replace(/\s/g, "");
        expect(text).toContain(cell.replace(/\s/g, ""));
        expect(text).toContain(caption.replace(/\s/g, ""));
        expect(String(hostileTable)).toContain((name.split("\n")[0] ?? "").trimEnd());
      }),
    );
  });

  it("names the column with too few cells", () => {
    expect(() => table({ eta: [1, 2], J: [1] })).toThrow(
      'The column "J" has length 1, expected 2 as "eta" has.',
    );
  });

  it("may have no rows", () => {
    expect(String(table([]))).toBe("\n");
    expectWellFormed(htmlOf(table({ a: [] })));
  });
});
