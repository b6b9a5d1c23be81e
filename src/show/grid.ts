import type { Matrix } from "mathjs";
import { commonDecimals, defaultDigits, fixedText, scalarText } from "./number";
import { shapeText } from "./symbol";

/** How a matrix is shown. */
export interface MatrixOptions {
  /** The symbol it belongs to; an exam symbol is typeset and brings its letters for the shape. */
  readonly name?: string;
  /** Significant digits of the largest entry; 4 unless told. */
  readonly digits?: number;
  /** More rows than this are cut short with dots; 10 unless told. */
  readonly maxRows?: number;
  /** More columns than this are cut short with dots; 8 unless told. */
  readonly maxColumns?: number;
}

/** What of a matrix is written: each cell's text, the places of the dots, the factor in front. */
export interface Grid {
  readonly size: readonly number[];
  readonly cells: readonly (readonly string[])[];
  /** 0 where no row is left out. */
  readonly dotsBeforeRow: number;
  readonly dotsBeforeColumn: number;
  /** The k of a factor 10^k that stands in front; 0 for none. */
  readonly power: number;
}

/** Decides what of a matrix is written, and how. */
export function gridOf(M: Matrix, options: MatrixOptions): Grid {
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

/** Which of `count` rows are written when at most `limit` may be: the first ones and the last two. */
function picked(count: number, limit: number): { kept: number[]; dots: number } {
  const all = Array.from({ length: count }, (_, i) => i);
  if (count <= limit) return { kept: all, dots: 0 };
  const dots = Math.max(limit - 3, 1);
  return { kept: [...all.slice(0, dots), ...all.slice(count - Math.min(2, limit - dots))], dots };
}

/** All entries as text: with decimals in common where they are numbers of like size. */
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

/** `m×d = 2×3`; a matrix with one index only is called what it is. */
export function shapeOf({ size }: Grid, { name }: MatrixOptions): string {
  return size.length < 2 ? `list of ${size[0] ?? 0}` : shapeText(name, size);
}

/** A line of cells with the dots in it, where columns are left out. */
export function withDots(grid: Grid, row: readonly string[], dots = "…"): string[] {
  const at = grid.dotsBeforeColumn;
  return at > 0 ? [...row.slice(0, at), dots, ...row.slice(at)] : [...row];
}
