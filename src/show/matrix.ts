import type { Matrix } from "mathjs";
import { isMatrix } from "../data/arguments";
import { type Bundle, Display, jupyterDisplay } from "./bundle";
import { type Grid, gridOf, type MatrixOptions, shapeOf, withDots } from "./grid";
import { matrixLatex } from "./matrix-latex";
import { nameText } from "./symbol";

/**
 * A matrix as it looks in a notebook: typeset, with its name and its shape.
 *
 * Numbers share their decimals, a power of ten common to all stands in front, an exact zero is
 * `0`.
 *
 * @param M any mathjs matrix; with one index only it is a list, shown in round brackets
 * @throws if M is no mathjs matrix.
 *
 * @example
 * import { matrix } from "mathjs";
 * String(matrixView(matrix([[1, 2], [3, 4]]), { name: "W1" })).split("\n")[0] // → "W1 = ⎡1  2⎤  m×d = 2×2"
 */
export function matrixView(M: Matrix, options: MatrixOptions = {}): MatrixView {
  if (!isMatrix(M)) throw new Error("matrixView got no mathjs matrix: write matrix([[…], […]]).");
  return new MatrixView(M, options);
}

export class MatrixView extends Display {
  constructor(
    readonly matrix: Matrix,
    readonly options: MatrixOptions = {},
  ) {
    super();
  }

  override [jupyterDisplay](): Bundle {
    return { "text/plain": matrixText(this.matrix, this.options), "text/latex": `$$${this.latex}$$` };
  }

  /** The formula itself, without the dollar signs around it. */
  get latex(): string {
    return matrixLatex(this.matrix, this.options);
  }
}

/** Plain text: a grid in brackets that lines up, with the shape beside it. */
export function matrixText(M: Matrix, options: MatrixOptions = {}): string {
  const grid = gridOf(M, options);
  const shape = shapeOf(grid, options);
  const start = options.name === undefined ? "" : `${nameText(options.name)} = `;
  const before = grid.power === 0 ? start : `${start}1e${grid.power} × `;
  if (grid.size.length > 2) return `${before}${String(M)}  ${shape}`;
  if (grid.size.length < 2) return `${before}(${withDots(grid, grid.cells[0] ?? []).join(", ")})  ${shape}`;
  if (grid.size.includes(0)) return `${before}[ ]  ${shape}`;
  const lines = aligned(grid).map((cells) => cells.join("  "));
  const last = lines.length - 1;
  return lines
    .map((line, row) => {
      const [left, right] = row === 0 ? ["⎡", "⎤"] : row === last ? ["⎣", "⎦"] : ["⎢", "⎥"];
      const indent = row === 0 ? before : " ".repeat(before.length);
      const bracketed = last === 0 ? `[${line}]` : `${left}${line}${right}`;
      return `${indent}${bracketed}${row === 0 ? `  ${shape}` : ""}`;
    })
    .join("\n");
}

/** The columns of a grid padded to their widths, with dots where something is left out. */
function aligned(grid: Grid): string[][] {
  const rows = grid.cells.map((row) => withDots(grid, row));
  const widths = (rows[0] ?? []).map((_, j) => Math.max(...rows.map((row) => row[j]?.length ?? 0)));
  const padded = rows.map((row) => row.map((cell, j) => cell.padStart(widths[j] ?? 0)));
  if (grid.dotsBeforeRow > 0) {
    const dots = widths.map((width, j) =>
      (grid.dotsBeforeColumn > 0 && j === grid.dotsBeforeColumn ? "⋱" : "⋮").padStart(width),
    );
    padded.splice(grid.dotsBeforeRow, 0, dots);
  }
  return padded;
}
