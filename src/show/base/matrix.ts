import type { Matrix } from "mathjs";
import { isMatrix, refuse } from "../../data/arguments";
import { type Bundle, Display, jupyterDisplay } from "./display";
import { latexText } from "./escape";
import { commonDecimals, defaultDigits, fixedText, numberLatex, scalarText } from "./number";
import { nameLatex, nameText, shapeText } from "./symbol";

/**
 * A matrix, typeset with its name and its shape.
 *
 * All numbers have the same decimals, a common power of ten is written in front, and an exact zero is `0`.
 *
 * @param M a mathjs matrix; with only one index it is a list, shown in round brackets
 * @throws if M is not a mathjs matrix
 *
 * @example
 * import { matrix } from "mathjs";
 * String(matrixView(matrix([[1, 2], [3, 4]]), { name: "W1" })).split("\n")[0] // → "W1 = ⎡1  2⎤  m×d = 2×2"
 */
export function matrixView(M: Matrix, options: MatrixOptions = {}): MatrixView {
  if (!isMatrix(M)) refuse("M", M, "a mathjs matrix: write matrix([[…], […]])");
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

  /** The formula without the dollar signs around it. */
  get latex(): string {
    return matrixLatex(this.matrix, this.options);
  }
}

/** A matrix as plain text: an aligned grid in brackets, with the shape beside it. */
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

/** The cells of a grid padded to their columns' widths, with dots for omitted rows and columns. */
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

export interface MatrixOptions {
  /** The matrix's name. An exam symbol is typeset as in the exam, and its shape is given in letters, too. */
  readonly name?: string;
  /** Significant digits of the largest entry. Default: 4 */
  readonly digits?: number;
  /** The largest number of rows; dots replace the others. Default: 10 */
  readonly maxRows?: number;
  /** The largest number of columns; dots replace the others. Default: 8 */
  readonly maxColumns?: number;
}

/** The part of a matrix that is written. */
interface Grid {
  readonly size: readonly number[];
  readonly cells: readonly (readonly string[])[];
  /** 0 if no row is omitted. */
  readonly dotsBeforeRow: number;
  readonly dotsBeforeColumn: number;
  /** The k of a factor 10^k in front; 0 for no factor. */
  readonly power: number;
}

/** Decides which part of a matrix is written, and how. */
function gridOf(M: Matrix, options: MatrixOptions): Grid {
  const size = M.size();
  const digits = options.digits ?? defaultDigits;
  if (size.length > 2) return { size, cells: [], dotsBeforeRow: 0, dotsBeforeColumn: 0, power: 0 };
  const isList = size.length < 2;
  const [height, width] = isList ? [1, size[0] ?? 0] : [size[0] ?? 0, size[1] ?? 0];
  const rows = picked(height, options.maxRows ?? 10);
  const columns = picked(width, options.maxColumns ?? 8);
  const values = rows.kept.map((i) => columns.kept.map((j): unknown => M.get(isList ? [j] : [i, j])));
  const { texts, power } = entryTexts(values, digits);
  return { size, cells: texts, dotsBeforeRow: rows.dots, dotsBeforeColumn: columns.dots, power };
}

/** The indices of at most `limit` rows out of `count`: the first ones and the last two. */
function picked(count: number, limit: number): { kept: number[]; dots: number } {
  const all = Array.from({ length: count }, (_, i) => i);
  if (count <= limit) return { kept: all, dots: 0 };
  const dots = Math.max(limit - 3, 1);
  return { kept: [...all.slice(0, dots), ...all.slice(count - Math.min(2, limit - dots))], dots };
}

/** All entries as text, with common decimals if they are numbers of similar size. */
function entryTexts(
  values: readonly (readonly unknown[])[],
  digits: number,
): { texts: string[][]; power: number } {
  const each = (text: (value: unknown) => string) => values.map((row) => row.map(text));
  const entries = values.flat();
  const numbers = entries.filter((value): value is number => typeof value === "number");
  const sizes = numbers.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  const largest = Math.max(0, ...sizes);
  const mixed = numbers.length < entries.length || (sizes.length > 0 && Math.min(...sizes) < largest * 1e-8);
  if (mixed) return { texts: each((value) => scalarText(value, digits)), power: 0 };
  if (numbers.every((value) => !Number.isFinite(value) || Number.isInteger(value)) && largest < 1e7) {
    return { texts: each((value) => scalarText(value)), power: 0 };
  }
  const power = largest >= 1e5 || (largest > 0 && largest < 1e-2) ? Math.floor(Math.log10(largest)) : 0;
  const scaled = (value: number) => (power === 0 ? value : value / 10 ** power);
  const decimals = commonDecimals(numbers.map(scaled), digits);
  return { texts: each((value) => fixedText(scaled(Number(value)), decimals)), power };
}

/** The shape as text: `m×d = 2×3`, or `list of 3` for a matrix with one index. */
function shapeOf({ size }: Grid, { name }: MatrixOptions): string {
  return size.length < 2 ? `list of ${size[0] ?? 0}` : shapeText(name, size);
}

/** A row of cells, with dots for omitted columns. */
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

/** Adds the shape below a matrix that has a name, is shortened, or is empty. */
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

/** A bmatrix centres its columns. Invisible signs and digits on both sides align the decimal points. */
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
