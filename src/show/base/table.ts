import { isComplex, isMatrix } from "mathjs";
import { refuse, requireNames, requireObject } from "../../data/arguments";
import { type Bundle, bundleOf, Display, jupyterDisplay } from "./display";
import { htmlAttribute, htmlText } from "./escape";
import { matrixLatex, matrixText } from "./matrix";
import { commonDecimals, complexText, fixedText, numberHtml, numberText } from "./number";

export interface TableOptions {
  /** What the table shows; stands above it. */
  readonly caption?: string;
  /** Where a column's cells stand. Numbers stand right and all else left unless told. */
  readonly align?: Readonly<Record<string, "left" | "right" | "center">>;
  /** The row numbers (from 0) that matter most: bold, with an arrowhead before them. */
  readonly mark?: readonly number[];
  /** Significant digits of the largest number of a column; 4 unless told. */
  readonly digits?: number;
  /** A sentence under the table. */
  readonly note?: string;
}

/**
 * A table, as HTML and as aligned plain text.
 *
 * The numbers of a column share their decimals. A cell may hold a matrix, a formula or anything
 * that can be displayed.
 *
 * @throws if a column is shorter than another.
 *
 * @example
 * String(table({ eta: [0.1, 0.25], J: [1, 12.5] })) // → " eta     J\n────  ────\n0.10   1.0\n0.25  12.5"
 */
export function table(data: TableData, options: TableOptions = {}): Table {
  requireTableData(data);
  requireNames("options", options, ["caption", "align", "mark", "digits", "note"]);
  return new Table(data, options);
}

/** From so many characters on a cell is read, not looked up: on a telephone it keeps some width, and the table scrolls. */
const sentence = 24;

export class Table extends Display {
  /** The columns' names, in the order in which they were first met. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];

  constructor(
    data: TableData,
    readonly options: TableOptions = {},
  ) {
    super();
    const { rows, columns } = rowsAndColumns(data);
    this.rows = rows;
    this.columns = columns;
  }

  override [jupyterDisplay](): Bundle {
    return { "text/plain": this.text(), "text/html": this.html() };
  }

  private text(): string {
    const { caption, note } = this.options;
    const columns = this.columns.map((name) => [
      name.split("\n"),
      ...this.texts(name).map((cell) => cell.split("\n")),
    ]);
    const lines = this.rows.length + 1;
    const widths = columns.map((cells) => Math.max(...cells.flat().map(lengthOf)));
    const printed = Array.from({ length: lines }, (_, row) => {
      const height = Math.max(1, ...columns.map((cells) => cells[row]?.length ?? 0));
      return Array.from({ length: height }, (_, line) =>
        columns.map((cells, j) => {
          const cell = cells[row]?.[line] ?? "";
          const gap = " ".repeat((widths[j] ?? 0) - lengthOf(cell));
          return this.alignment(this.columns[j] ?? "") === "right" ? gap + cell : cell + gap;
        }),
      ).map((cells, line) => this.pointer(row - 1, line) + cells.join("  ").trimEnd());
    });
    const rule = this.pointer(-1, 0) + widths.map((width) => "─".repeat(width)).join("  ");
    const [head = [], ...body] = printed;
    return [caption, ...head, rule, ...body.flat(), note].filter((line) => line !== undefined).join("\n");
  }

  private html(): string {
    const { caption, note } = this.options;
    const head = this.columns.map((name) => this.element("th", name, htmlText(name), ' scope="col"'));
    const columns = this.columns.map((name) => this.htmls(name));
    const body = this.rows.map((_, i) => {
      const cells = this.columns.map((name, j) => this.element("td", name, columns[j]?.[i] ?? "", "", i, j));
      return `<tr${this.isMarked(i) ? ' style="font-weight:bold"' : ""}>${cells.join("")}</tr>`;
    });
    return [
      '<figure style="margin:0">',
      caption === undefined ? "" : `<figcaption>${htmlText(caption)}</figcaption>`,
      '<div style="overflow-x:auto"><table>',
      `<thead><tr>${head.join("")}</tr></thead>`,
      `<tbody>${body.join("\n")}</tbody>`,
      "</table></div>",
      note === undefined ? "" : `<p>${htmlText(note)}</p>`,
      "</figure>",
    ]
      .filter(Boolean)
      .join("\n");
  }

  private element(
    tag: "th" | "td",
    name: string,
    inside: string,
    attributes = "",
    row = -1,
    column = -1,
  ): string {
    const pointer = column === 0 && this.isMarked(row) ? "► " : "";
    const cell = this.rows[row]?.[name];
    const room = typeof cell === "string" && cell.length > sentence ? ";min-width:12em" : "";
    return `<${tag}${attributes} style="text-align:${this.alignment(name)}${room}">${pointer}${inside}</${tag}>`;
  }

  private isMarked(row: number): boolean {
    return this.options.mark?.includes(row) ?? false;
  }

  private pointer(row: number, line: number): string {
    if (!this.options.mark?.length) return "";
    return this.isMarked(row) && line === 0 ? "► " : "  ";
  }

  private values(name: string): Cell[] {
    return this.rows.map((row) => (Object.hasOwn(row, name) ? row[name] : undefined));
  }

  private alignment(name: string): "left" | "right" | "center" {
    const numeric = this.values(name).every((cell) => typeof cell === "number" || cell === undefined);
    return this.options.align?.[name] ?? (numeric ? "right" : "left");
  }

  private texts(name: string): string[] {
    const values = this.values(name);
    const written = this.written(values);
    return values.map((cell) => (typeof cell === "number" ? written(cell) : cellText(cell)));
  }

  private htmls(name: string): string[] {
    const values = this.values(name);
    const written = this.written(values);
    return values.map((cell) => (typeof cell === "number" ? numberHtml(written(cell)) : cellHtml(cell)));
  }

  /** How the numbers of a column are written: alike, or each on its own where their sizes differ too much. */
  private written(values: readonly Cell[]): (value: number) => string {
    const numbers = values.filter((cell): cell is number => typeof cell === "number");
    const sizes = numbers.filter((value) => Number.isFinite(value) && value !== 0).map(Math.abs);
    const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
    const { digits } = this.options;
    if (largest >= 1e7 || smallest < 1e-3 || smallest < largest * 1e-5)
      return (value) => numberText(value, digits);
    const decimals = commonDecimals(numbers, digits);
    return (value) => fixedText(value, decimals);
  }
}

/** Letters with a mark on them (p̂) take one place. */
function lengthOf(text: string): number {
  return text.replace(/\p{M}/gu, "").length;
}

/** A table's data: a list of rows, or its columns by name. */
export type TableData = readonly object[] | Readonly<Record<string, readonly Cell[]>>;

/** A row: its cells by the names of their columns. */
export type Row = Readonly<Record<string, Cell>>;

/** The rows, and the columns' names in the order in which they are first met. */
export function rowsAndColumns(data: TableData): {
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
} {
  if (!isRows(data)) return { rows: rowsOf(data), columns: Object.keys(data) };
  return {
    rows: data.map((row) => ({ ...row })),
    columns: [...new Set(data.flatMap((row) => Object.keys(row)))],
  };
}

/** @throws if there are no rows and no columns in it. */
export function requireTableData(data: unknown): void {
  if (!Array.isArray(data)) {
    requireObject("data", data, "a list of rows, or columns by name");
    for (const [name, cells] of Object.entries(data as object))
      if (!Array.isArray(cells)) refuse(`data.${name}`, cells, "a list of cells");
  } else for (const [k, row] of data.entries()) requireObject(`data[${k}]`, row, "a row: an object of cells");
}

function isRows(data: TableData): data is readonly object[] {
  return Array.isArray(data);
}

function rowsOf(columns: Readonly<Record<string, readonly Cell[]>>): Record<string, Cell>[] {
  const entries = Object.entries(columns);
  const length = entries[0]?.[1].length ?? 0;
  for (const [name, cells] of entries) {
    if (cells.length !== length) {
      throw new Error(
        `The column "${name}" has ${cells.length} cells, expected ${length} as in "${entries[0]?.[0]}": give every column a cell for every row.`,
      );
    }
  }
  return Array.from({ length }, (_, i) =>
    Object.fromEntries(entries.map(([name, cells]): [string, Cell] => [name, cells[i]])),
  );
}

/** What may stand in a table: data, a matrix, or anything that knows how it looks. */
export type Cell = unknown;

/** A cell as plain text. */
export function cellText(value: Cell): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return numberText(value);
  if (isComplex(value)) return complexText(value);
  if (isMatrix(value)) return matrixText(value);
  const bundle = bundleOf(value);
  return bundle ? bundle["text/plain"] : String(value);
}

/** A cell as the inside of an HTML element: a formula where it has one, else its HTML or image, else text. */
export function cellHtml(value: Cell): string {
  if (isMatrix(value)) return formula(matrixLatex(value));
  const bundle = bundleOf(value);
  if (bundle) return bundleHtml(bundle);
  const text = cellText(value);
  return typeof value === "number" || isComplex(value) ? numberHtml(text) : htmlText(text);
}

/** Any bundle as HTML, by the richest of its forms that HTML can hold. */
function bundleHtml(bundle: Bundle): string {
  const { "text/html": html, "text/latex": latex, "image/svg+xml": svg, "image/png": png } = bundle;
  const text = bundle["text/plain"];
  if (typeof html === "string") return html;
  if (typeof latex === "string") return formula(latex.replace(/^\$+|\$+$/g, ""));
  if (typeof svg === "string") return svg;
  if (typeof png === "string") {
    return `<img src="data:image/png;base64,${png}" alt="${htmlAttribute(text)}">`;
  }
  return htmlText(text);
}

/** A formula within HTML, which the notebook's MathJax typesets. */
function formula(latex: string): string {
  return `$\\displaystyle ${latex.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")}$`;
}
