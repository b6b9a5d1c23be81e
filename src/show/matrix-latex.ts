import type { Matrix } from "mathjs";
import { latexText } from "./escape";
import { type Grid, gridOf, type MatrixOptions, shapeOf, withDots } from "./grid";
import { numberLatex } from "./number";
import { nameLatex } from "./symbol";

/** The formula of a matrix, without dollar signs: `W_1 = \begin{bmatrix}…\end{bmatrix}`. */
export function matrixLatex(M: Matrix, options: MatrixOptions = {}): string {
  const grid = gridOf(M, options);
  const equals = options.name === undefined ? "" : `${nameLatex(options.name)} = `;
  const factor = grid.power === 0 ? "" : `10^{${grid.power}} \\times `;
  return `${equals}${factor}${withShape(bodyLatex(M, grid), grid, options)}`;
}

function bodyLatex(M: Matrix, grid: Grid): string {
  if (grid.size.length > 2) return latexText(String(M));
  if (grid.size.length < 2) {
    const entries = withDots(grid, (grid.cells[0] ?? []).map(cellLatex), "\\dots");
    return `\\left(${entries.join(",\\; ")}\\right)`;
  }
  if (grid.size.includes(0)) return "\\left[\\;\\right]";
  const padding = columnPadding(grid.cells);
  const rows = grid.cells.map((row) =>
    withDots(
      grid,
      row.map((cell, j) => padding(cell, j)),
      "\\cdots",
    ),
  );
  if (grid.dotsBeforeRow > 0) {
    const dots = (rows[0] ?? []).map((_, j) => (j === grid.dotsBeforeColumn ? "\\ddots" : "\\vdots"));
    if (grid.dotsBeforeColumn === 0) dots.fill("\\vdots");
    rows.splice(grid.dotsBeforeRow, 0, dots);
  }
  return `\\begin{bmatrix}${rows.map((row) => row.join(" & ")).join(" \\\\ ")}\\end{bmatrix}`;
}

/** Under a matrix stands its shape, where it has a name or is cut short or empty. */
function withShape(body: string, grid: Grid, { name }: MatrixOptions): string {
  const cut = grid.dotsBeforeRow > 0 || grid.dotsBeforeColumn > 0 || grid.size.includes(0);
  if (name === undefined && !cut && grid.size.length === 2) return body;
  const shape = shapeOf(grid, { name })
    .replace(/×/g, " \\times ")
    .replace(/^list of/, "\\text{list of }");
  return `\\underset{${shape}}{${body}}`;
}

function cellLatex(cell: string): string {
  if (/^-?(\d|Infinity|NaN)[^\si]*$/.test(cell)) return numberLatex(cell);
  if (/^[-+\d.ei ]+$/.test(cell)) {
    return cell
      .split(" ")
      .map((part) => (part.endsWith("i") ? `${numberLatex(part.slice(0, -1))}i` : numberLatex(part)))
      .join(" ");
  }
  return latexText(cell);
}

/**
 * A bmatrix centres its columns. Invisible signs and digits on either side make the decimal
 * points stand under one another all the same.
 */
function columnPadding(cells: readonly (readonly string[])[]): (cell: string, column: number) => string {
  const parts = (cell: string) => /^(-?\d+)(\.\d+)?$/.exec(cell);
  const widest = (cells[0] ?? []).map((_, j) => {
    const column = cells.map((row) => parts(row[j] ?? ""));
    const longest = (texts: string[]) => texts.reduce((a, b) => (b.length > a.length ? b : a), "");
    return {
      sign: column.some((match) => match?.[1]?.startsWith("-")),
      digits: longest(column.map((match) => match?.[1]?.replace("-", "") ?? "")).length,
      decimals: longest(column.map((match) => match?.[2] ?? "")),
    };
  });
  const phantom = (text: string) => (text === "" ? "" : `\\phantom{${text}}`);
  return (cell, j) => {
    const match = parts(cell);
    const column = widest[j];
    if (!match || !column) return cellLatex(cell);
    const negative = cell.startsWith("-");
    const digits = (match[1] ?? "").length - (negative ? 1 : 0);
    const left = `${column.sign && !negative ? "-" : ""}${"0".repeat(column.digits - digits)}`;
    return `${phantom(left)}${cell}${match[2] ? "" : phantom(column.decimals)}`;
  };
}
