import fc from "fast-check";
import { complex } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  commonDecimals,
  complexText,
  fixedText,
  numberHtml,
  numberLatex,
  numberText,
  readable,
} from "../../../src/show/base/number";

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });

describe("a number as text", () => {
  it("parses back to the number, up to the digits shown", () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 2, max: 12 }), (x, digits) => {
        expect(Math.abs(Number(numberText(x, digits)) - x)).toBeLessThanOrEqual(
          Math.abs(x) * 10 ** (1 - digits) + Number.MIN_VALUE,
        );
      }),
    );
  });

  it("is 0 only for zero", () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 0, max: 6 }), (x, decimals) => {
        expect(Number(numberText(x)) === 0).toBe(x === 0);
        expect(Number(fixedText(x, decimals)) === 0).toBe(x === 0);
      }),
    );
  });

  it("is the same for two computations of one number, on both sides of a tie", () => {
    for (const near of [0.15625 - 2 ** -53, 0.15625, 0.15625 + 2 ** -53]) {
      expect(numberText(near)).toBe("0.1563");
      expect(fixedText(near, 4)).toBe("0.1563");
      expect(numberText(near * 1e-6)).toBe("1.563e-7");
    }
  });

  it.each([
    [0.1 + 0.2, "0.3"],
    [-0, "0"],
    [1797, "1797"],
    [1e-12, "1e-12"],
    [-1.23456e-5, "-1.235e-5"],
    [123456.789, "123500"],
    [1.5e7, "1.5e7"],
    [Number.NaN, "NaN"],
    [-Infinity, "-Infinity"],
  ])("%s shows as %s", (x, text) => {
    expect(numberText(x)).toBe(text);
  });

  it("has forms for LaTeX, HTML and sentences", () => {
    expect(numberLatex("1.5e7")).toBe("1.5 \\times 10^{7}");
    expect(["NaN", "Infinity", "-Infinity"].map(numberLatex)).toEqual(["\\text{NaN}", "\\infty", "-\\infty"]);
    expect(String(numberHtml("-2e-3"))).toBe("−2 × 10<sup>−3</sup>");
    expect(String(numberHtml("-Infinity"))).toBe("−∞");
    expect([1e-9, -2.5e-10, Infinity, 12].map((x) => readable(x))).toEqual([
      "10⁻⁹",
      "−2.5 × 10⁻¹⁰",
      "∞",
      "12",
    ]);
  });

  it("shows the nonzero parts of a complex number", () => {
    const texts = [complex(1, 2), complex(1, -2), complex(0, 1), complex(0, -0.5), complex(3, 0)].map((z) =>
      complexText(z),
    );
    expect(texts).toEqual(["1 + 2i", "1 - 2i", "1i", "-0.5i", "3"]);
  });
});

describe("a column of numbers", () => {
  it("has as many decimals as its numbers need, and at most the requested digits", () => {
    expect(commonDecimals([1, 2, 3])).toBe(0);
    expect(commonDecimals([0.5, 0.25])).toBe(2);
    expect(commonDecimals([12.34567, 0.1])).toBe(2);
    expect(commonDecimals([0.1 + 0.2])).toBe(1);
    expect(commonDecimals([1, 1e-12])).toBe(0);
    expect(commonDecimals([])).toBe(0);
    expect(commonDecimals([Number.NaN, Infinity])).toBe(0);
  });

  it("keeps two digits of a number too small for its decimals", () => {
    expect(fixedText(1.26e-12, 3)).toBe("1.3e-12");
  });
});
