import { isComplex, isMatrix } from "mathjs";
import { refuse, requireNames, requireObject } from "../../data/arguments";
import { type Bundle, bundleOf, Display, jupyterDisplay } from "./display";
import { formulaHtml, Html, html, htmlLines, pngHtml } from "./html";
import { matrixLatex, matrixText } from "./matrix";
import { commonDecimals, complexText, fixedText, numberHtml, numberText } from "./number";

/** A table cell: data, a matrix, or a value with a display method. */
export type Cell = unknown;

/** A table's data: a list of rows, or columns by name. */
export type TableData = readonly object[] | Readonly<Record<string, readonly Cell[]>>;

type Row = Readonly<Record<string, Cell>>;
type Alignment = "left" | "right" | "center";

export interface TableOptions {
  /** What the table shows. It is written above the table. */
  readonly caption?: string;
  /** The alignment of columns, by name. Default: right for numbers, left for everything else */
  readonly align?: Readonly<Record<string, Alignment>>;
  /** The indices of the most important rows: bold, with an arrowhead in front. */
  readonly mark?: readonly number[];
  /** Significant digits of the largest number of a column. Default: 4 */
  readonly digits?: number;
  /** A sentence below the table. */
  readonly note?: string;
}

/**
 * A table, as HTML and as aligned plain text.
 *
 * The numbers of a column have the same decimals. A cell may contain a matrix, a formula or any other value with a
 * display method.
 *
 * @throws if the columns differ in length
 *
 * @example
 * String(table({ eta: [0.1, 0.25], J: [1, 12.5] })) // → " eta     J\n────  ────\n0.10   1.0\n0.25  12.5"
 */
export function table(data: TableData, options: TableOptions = {}): Table {
  requireNames("options", options, ["caption", "align", "mark", "digits", "note"]);
  return new Table(data, options);
}

/** Cells with this many characters are read as prose. They keep some width on a phone, and the table scrolls. */
const prose = 24;

export class Table extends Display {
  readonly rows: readonly Row[];
  /** The columns' names, in the order of their first appearance. */
  readonly columns: readonly string[];

  constructor(
    data: TableData,
    readonly options: TableOptions = {},
  ) {
    super();
    this.rows = rowsOf(data);
    this.columns = Array.isArray(data)
      ? [...new Set(this.rows.flatMap((row) => Object.keys(row)))]
      : Object.keys(data);
  }

  override [jupyterDisplay](): Bundle {
    return { "text/plain": this.text(), "text/html": String(this.html()) };
  }

  private text(): string {
    const { caption, note } = this.options;
    const columns = this.columns.map((name) => {
      const written = numberFormat(this.cells(name), this.options.digits);
      const cells = this.cells(name).map((cell) =>
        typeof cell === "number" ? written(cell) : cellText(cell),
      );
      const lines = [name, ...cells].map((cell) => cell.split("\n"));
      const width = Math.max(...lines.flat().map(lengthOf));
      const isRight = this.alignment(name) === "right";
      const padded = (text: string) => {
        const gap = " ".repeat(width - lengthOf(text));
        return isRight ? gap + text : text + gap;
      };
      return { lines, width, padded };
    });
    const [head = [], ...body] = Array.from({ length: this.rows.length + 1 }, (_, row) => {
      const height = Math.max(1, ...columns.map(({ lines }) => lines[row]?.length ?? 0));
      return Array.from({ length: height }, (_, line) => {
        const cells = columns.map(({ lines, padded }) => padded(lines[row]?.[line] ?? ""));
        return this.pointer(row - 1, line) + cells.join("  ").trimEnd();
      });
    });
    const rule = this.pointer(-1, 0) + columns.map(({ width }) => "─".repeat(width)).join("  ");
    return [caption, ...head, rule, ...body.flat(), note].filter((line) => line !== undefined).join("\n");
  }

  private html(): Html {
    const { caption, note, digits } = this.options;
    const columns = this.columns.map((name, j) => {
      const written = numberFormat(this.cells(name), digits);
      return this.cells(name).map((cell, i) => {
        const content = typeof cell === "number" ? numberHtml(written(cell)) : cellHtml(cell);
        const width = typeof cell === "string" && cell.length > prose ? ";min-width:12em" : "";
        const pointer = j === 0 && this.isMarked(i) && "► ";
        return html`<td style="text-align:${this.alignment(name)}${width}">${pointer}${content}</td>`;
      });
    });
    const body = this.rows.map(
      (_, i) =>
        html`<tr${this.isMarked(i) && html` style="font-weight:bold"`}>${columns.map((cells) => cells[i])}</tr>`,
    );
    return htmlLines(
      html`<figure style="margin:0">`,
      caption === undefined ? undefined : html`<figcaption>${caption}</figcaption>`,
      html`<div style="overflow-x:auto"><table>`,
      html`<thead><tr>${this.columns.map(
        (name) => html`<th scope="col" style="text-align:${this.alignment(name)}">${name}</th>`,
      )}</tr></thead>`,
      html`<tbody>${htmlLines(...body)}</tbody>`,
      html`</table></div>`,
      note === undefined ? undefined : html`<p>${note}</p>`,
      html`</figure>`,
    );
  }

  private isMarked(row: number): boolean {
    return this.options.mark?.includes(row) ?? false;
  }

  private pointer(row: number, line: number): string {
    if (!this.options.mark?.length) return "";
    return this.isMarked(row) && line === 0 ? "► " : "  ";
  }

  private cells(name: string): Cell[] {
    return this.rows.map((row) => (Object.hasOwn(row, name) ? row[name] : undefined));
  }

  private alignment(name: string): Alignment {
    const isNumeric = this.cells(name).every((cell) => typeof cell === "number" || cell === undefined);
    return this.options.align?.[name] ?? (isNumeric ? "right" : "left");
  }
}

/** How the numbers of a column are written: with common decimals, or each by itself if their sizes differ too much. */
function numberFormat(cells: readonly Cell[], digits?: number): (value: number) => string {
  const numbers = cells.filter((cell): cell is number => typeof cell === "number");
  const sizes = numbers.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  if (largest >= 1e7 || smallest < 1e-3 || smallest < largest * 1e-5)
    return (value) => numberText(value, digits);
  const decimals = commonDecimals(numbers, digits);
  return (value) => fixedText(value, decimals);
}

/** A combining character (the hat of p̂) has no width. */
const lengthOf = (text: string): number => text.replace(/\p{M}/gu, "").length;

function rowsOf(data: TableData): Row[] {
  if (Array.isArray(data)) {
    for (const [k, row] of data.entries()) requireObject(`data[${k}]`, row, "a row: an object of cells");
    return data.map((row) => ({ ...row }));
  }
  requireObject("data", data, "a list of rows, or columns by name");
  const columns = Object.entries(data as Readonly<Record<string, readonly Cell[]>>);
  for (const [name, cells] of columns)
    if (!Array.isArray(cells)) refuse(`data.${name}`, cells, "a list of cells");
  const length = columns[0]?.[1].length ?? 0;
  for (const [name, cells] of columns)
    if (cells.length !== length)
      throw new Error(
        `The column "${name}" has length ${cells.length}, expected ${length} as "${columns[0]?.[0]}" has.`,
      );
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(columns.map(([name, cells]) => [name, cells[i]])),
  );
}

/** A cell as plain text. */
export function cellText(value: Cell): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return numberText(value);
  if (isComplex(value)) return complexText(value);
  if (isMatrix(value)) return matrixText(value);
  return bundleOf(value)?.["text/plain"] ?? String(value);
}

/** A cell as HTML: a formula, the value's own HTML or image, or its text. */
function cellHtml(value: Cell): Html | string {
  if (isMatrix(value)) return formulaHtml(matrixLatex(value));
  if (isComplex(value)) return numberHtml(complexText(value));
  const bundle = bundleOf(value);
  if (!bundle) return cellText(value);
  const { "text/html": own, "text/latex": latex, "image/svg+xml": svg, "image/png": png } = bundle;
  if (typeof own === "string") return new Html(own);
  if (typeof latex === "string") return formulaHtml(latex.replace(/^\$+|\$+$/g, ""));
  if (typeof svg === "string") return new Html(svg);
  if (typeof png === "string") return pngHtml(png, bundle["text/plain"]);
  return bundle["text/plain"];
}
