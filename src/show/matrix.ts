import type { Matrix } from "mathjs";
import { type Bundle, Display, jupyterDisplay } from "./bundle";
import { latexText } from "./escape";
import { type Grid, gridOf, type MatrixOptions } from "./grid";
import { numberLatex } from "./number";
import { nameLatex, nameText, shapeText } from "./symbol";

/**
 * A matrix as it looks in a notebook: typeset, with its name and its shape.
 *
 * Numbers share their decimals, a power of ten common to all stands in front, an exact zero is
 * `0`. Errors: none; any mathjs matrix can be shown.
 *
 * @param M any mathjs matrix; with one index only it is a list, shown in round brackets
 *
 * @example
 * import { matrix } from "mathjs";
 * String(matrixView(matrix([[1, 2], [3, 4]]), { name: "W1" })).split("\n")[0] // → "W1 = ⎡1  2⎤  m×d = 2×2"
 */
export function matrixView(M: Matrix, options: MatrixOptions = {}): MatrixView {
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

function withDots(grid: Grid, row: readonly string[], dots = "…"): string[] {
  const at = grid.dotsBeforeColumn;
  return at > 0 ? [...row.slice(0, at), dots, ...row.slice(at)] : [...row];
}

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

/** `m×d = 2×3`; a matrix with one index only is called what it is. */
function shapeOf({ size }: Grid, { name }: MatrixOptions): string {
  return size.length < 2 ? `list of ${size[0] ?? 0}` : shapeText(name, size);
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
