import { refuse, requireObject } from "../data/arguments";
import type { Cell } from "./cell";

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
