import { inspect } from "node:util";
import fc from "fast-check";
import { complex, type Matrix, matrix, zeros } from "mathjs";
import { describe, expect, it } from "vitest";
import { bundleOf } from "../../../src/show/base/display";
import { matrixView } from "../../../src/show/base/matrix";
import { registerDisplays } from "../../../src/show/register";
import { hostile } from "../hostile";
import { expectBalancedLatex } from "../markup-laws";

registerDisplays();

const latexOf = (M: Matrix) => String(bundleOf(M)?.["text/latex"]);
const textOf = (M: Matrix) => bundleOf(M)?.["text/plain"] ?? "";

const entry = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -0, 1e-300, 1e300));
const matrices = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }))
  .chain(([m, n]) =>
    fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: m, maxLength: m }),
  )
  .map((rows) => matrix(rows));

describe("a matrix", () => {
  it("is a bmatrix of aligned numbers", () => {
    expect(
      latexOf(
        matrix([
          [1, 2],
          [3, 4],
        ]),
      ),
    ).toBe("$$\\begin{bmatrix}1 & 2 \\\\ 3 & 4\\end{bmatrix}$$");
    expect(latexOf(matrix([[0.5], [-12.25]]))).toBe(
      "$$\\begin{bmatrix}\\phantom{-0}0.50 \\\\ -12.25\\end{bmatrix}$$",
    );
  });

  it("is a grid with its shape in plain text and in a terminal", () => {
    const M = matrix([
      [0.1, -0.25],
      [1.5, 0],
    ]);
    expect(textOf(M)).toBe("⎡0.10  -0.25⎤  2×2\n⎣1.50      0⎦");
    expect(inspect(M)).toBe(textOf(M));
  });

  it("is balanced LaTeX, and a grid of equally long lines, for all numbers", () => {
    fc.assert(
      fc.property(matrices, (M) => {
        expectBalancedLatex(latexOf(M).slice(2, -2));
        const lengths = textOf(M)
          .split("\n")
          .map((line) => line.replace(/ {2}\d+×\d+$/, "").length);
        expect(new Set(lengths).size).toBe(1);
      }),
    );
  });

  it("shows at most 10 rows and 8 columns, and gives the full shape", () => {
    const text = textOf(zeros(64, 16) as Matrix);
    expect(text.split("\n")).toHaveLength(10);
    expect(text.split("\n")[0]?.match(/0/g)).toHaveLength(7);
    expect(text).toContain("64×16");
    expect(latexOf(zeros(64, 16) as Matrix)).toMatch(/^\$\$\\underset\{64 \\times 16\}\{\\begin\{bmatrix\}/);
    expect(latexOf(zeros(64, 1) as Matrix)).not.toContain("ddots");
    expect(textOf(zeros(64, 1) as Matrix)).not.toContain("⋱");
  });

  it("has one power of ten in front if all entries are small or all are large", () => {
    expect(textOf(matrix([[1.5e-7], [-2e-7]]))).toBe("1e-7 × ⎡ 1.5⎤  2×1\n       ⎣-2.0⎦");
    expect(latexOf(matrix([[1.25e9]]))).toContain("10^{9} \\times ");
  });

  it("writes entries of very different sizes separately, and never shows a small one as 0", () => {
    expect(textOf(matrix([[1, 1e-12]]))).toBe("[1  1e-12]  1×2");
    expect(textOf(matrix([[0.5, 1e-6, 0]]))).toBe("[0.5  1.0e-6  0]  1×3");
  });

  it("shows numbers that are not finite or not real", () => {
    expect(textOf(matrix([[Number.NaN, Infinity, -Infinity]]))).toBe("[NaN  Infinity  -Infinity]  1×3");
    expect(latexOf(matrix([[Number.NaN, Infinity]]))).toContain("\\text{NaN} & \\infty");
    const z = matrix([[complex(0.5, -1e-20), 1]]);
    expect(textOf(z)).toBe("[0.5 - 1e-20i  1]  1×2");
    expect(latexOf(z)).toContain("0.5 - 1 \\times 10^{-20}i & 1");
  });

  it("shows 1×1, empty, one-index, many-index and sparse matrices", () => {
    expect(textOf(matrix([[3]]))).toBe("[3]  1×1");
    expect(textOf(matrix([[]]))).toBe("[ ]  1×0");
    expect(textOf(matrix([1, 2]))).toBe("(1, 2)  list of 2");
    expect(latexOf(matrix([1, 2]))).toBe("$$\\underset{\\text{list of } 2}{\\left(1,\\; 2\\right)}$$");
    expect(textOf(matrix([[[1], [2]]]))).toBe("[[[1], [2]]]  1×2×1");
    expect(textOf(matrix([[0, 1]], "sparse"))).toBe("[0  1]  1×2");
  });

  it("with the name of an exam symbol is typeset with its symbol and letters", () => {
    const W1 = matrixView(
      matrix([
        [1, 2, 3],
        [4, 5, 6],
      ]),
      { name: "W1" },
    );
    expect(W1.latex).toMatch(/^W_1 = \\underset\{m \\times d = 2 \\times 3\}\{\\begin\{bmatrix\}/);
    expect(String(W1).split("\n")[0]).toBe("W1 = ⎡1  2  3⎤  m×d = 2×3");
    const dW2 = matrixView(matrix([[1, 2]]), { name: "dJ_dW2" });
    expect(dW2.latex).toMatch(/^\\frac\{\\partial J\}\{\\partial W_2\} = /);
    expect(String(dW2)).toBe("∂J/∂W2 = [1  2]  d×m = 1×2");
    expect(String(matrixView(matrix([[1, 2]]), { name: "a1" }))).toContain("m×N = 1×2");
  });

  it("shows the requested number of digits", () => {
    expect(String(matrixView(matrix([[Math.PI]]), { digits: 8 }))).toBe("[3.1415927]  1×1");
  });

  it.each(hostile)("with the name %j stays a formula", (name) => {
    expectBalancedLatex(matrixView(matrix([[1]]), { name }).latex);
    expectBalancedLatex(latexOf(matrix([[name, 1]] as unknown as number[][])).slice(2, -2));
  });

  it("refuses anything that is not a mathjs matrix", () => {
    expect(() => matrixView([[1]] as unknown as Matrix)).toThrow(
      "M is a plain array, expected a mathjs matrix: write matrix([[…], […]]).",
    );
  });
});
