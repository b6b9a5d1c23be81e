import { complex, matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { compareDerivatives, symbolicDerivative } from "../../../src/calculus/symbolic-derivative";
import { column } from "../../../src/data/matrix";
import { sigmoid } from "../../../src/model/activations";
import { bundleOf } from "../../../src/show/base/display";
import { type Markup, md, tex } from "../../../src/show/base/markup";
import { table } from "../../../src/show/base/table";
import { registerDisplays } from "../../../src/show/register";
import { digitImage } from "../../../src/show/values/digits";
import { hostile } from "../hostile";
import { expectBalancedLatex } from "../markup-laws";

registerDisplays();

const markdownOf = (value: Markup) => String(bundleOf(value)?.["text/markdown"]);

describe("md", () => {
  it("rounds numbers and keeps the author's own Markdown", () => {
    expect(markdownOf(md`J is **${1 / 3}** at $\\eta$ = ${1e-9}`)).toBe("J is **0.3333** at $\\eta$ = 1e-9");
  });

  it("typesets matrices and formulas, and accepts tables and images", () => {
    const M = matrix([[1, 2]]);
    expect(markdownOf(md`${M} and ${tex`a_1`}`)).toBe("$\\begin{bmatrix}1 & 2\\end{bmatrix}$ and $a_1$");
    expect(markdownOf(md`a ${table({ b: [1] })} c`)).toMatch(/^a \n\n<figure[\s\S]*<\/figure>\n\n c$/);
    expect(markdownOf(md`${digitImage(column([1]))}`)).toContain("<img src=");
    expect(markdownOf(md`${md`*${1}*`}`)).toBe("*1*");
    expect(String(md`${M}, ${[1, 2]}`)).toBe("[1  2]  1×2, 1,2");
  });

  it.each(hostile)("shows %j unchanged", (words) => {
    expect(markdownOf(md`${words}`)).not.toMatch(/[`*_$[\]]|<(?!\/?span>)|\\/);
    expect(String(md`${words}`)).toBe(words);
  });
});

describe("tex", () => {
  it("rounds numbers and typesets names as in the exam", () => {
    const step = tex`${"W2"} - ${"eta"} \, ${"dJ/dW2"} = ${matrix([[0.5]])} - ${1e-7} \cdot ${complex(1, 2)}`;
    expect(step.source).toBe(
      "W_2 - \\eta \\, \\frac{\\partial J}{\\partial W_2} = \\begin{bmatrix}0.5\\end{bmatrix} - 1 \\times 10^{-7} \\cdot 1 + 2i",
    );
    expect(bundleOf(step)?.["text/latex"]).toBe(`$$${step.source}$$`);
    expect(tex`${tex`x`}^2`.source).toBe("x^2");
  });

  it.each(hostile)("shows %j unchanged", (words) => {
    expectBalancedLatex(tex`${words}`.source);
  });
});

describe("symbolic derivatives", () => {
  it("are displayed as an equation, and compared with hand-written ones in a table", () => {
    const slope = bundleOf(symbolicDerivative({ name: "square", formula: "z^2" }));
    expect(slope?.["text/plain"]).toBe("square: d/dz (z^2) = 2 * z");
    expect(slope?.["text/latex"]).toContain("2\\cdot z");
    const both = bundleOf(compareDerivatives(sigmoid, [-1, 0, 1]));
    expect(both?.["text/plain"]).toMatch(/^sigmoid: the two derivatives differ by at most .*\./);
  });
});
