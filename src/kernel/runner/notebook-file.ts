import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { Json } from "../protocol/wire";
import type { Output } from "./outputs";

/** A cell with its text as one string. Only code cells have the last two fields. */
export interface Cell {
  readonly cell_type: string;
  readonly source: string;
  readonly metadata: Json & { readonly tags?: readonly string[] };
  readonly outputs?: readonly Output[];
  readonly execution_count?: number | null;
}

/** A notebook of format 4. Other fields of its file are kept. */
export interface Notebook {
  readonly cells: readonly Cell[];
  readonly metadata: Json & {
    readonly kernelspec?: { readonly language?: string };
    readonly language_info?: { readonly name?: string };
  };
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

const isJson = (mime: string): boolean => /^application\/(json|.+\+json)$/.test(mime);
const isText = (mime: string): boolean => /^(text\/.*|application\/javascript|image\/svg\+xml)$/.test(mime);

const joined = (text: unknown): unknown => (Array.isArray(text) ? text.join("") : text);

/** The line ends of Python's `splitlines`. */
const ends = "\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029";
const line = new RegExp(`[^${ends}]*(?:\r\n|[${ends}])|[^${ends}]+$`, "g");

/** Splits a text into lines with their ends. */
const lines = (text: unknown): unknown => (typeof text === "string" ? (text.match(line) ?? []) : text);

const mapValues = (bundle: Json, change: (value: unknown, mime: string) => unknown): Json =>
  Object.fromEntries(Object.entries(bundle).map(([mime, value]) => [mime, change(value, mime)]));

/** Joins or splits the texts of a cell. */
function mapTexts(cell: Json, whole: (text: unknown) => unknown, data: (bundle: Json) => Json): Json {
  const outputs = (cell.outputs as readonly Json[] | undefined)?.map((output) => ({
    ...output,
    ...("text" in output && { text: whole(output.text) }),
    ...("data" in output && { data: data(output.data as Json) }),
  }));
  return {
    ...cell,
    source: whole(cell.source),
    ...(outputs && { outputs }),
    ...("attachments" in cell && {
      attachments: mapValues(cell.attachments as Json, (bundle) => data(bundle as Json)),
    }),
  };
}

/**
 * Parses the text of a notebook file.
 *
 * @throws if it is not a notebook of format 4
 */
export function parseNotebook(text: string): Notebook {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new Error(`is not a notebook: ${(error as Error).message}`);
  }
  const { nbformat, cells } = (read ?? {}) as { nbformat?: unknown; cells?: unknown };
  if (nbformat !== 4 || !Array.isArray(cells))
    throw new Error("is not a notebook of format 4: open it in JupyterLab and save it");
  const join = (bundle: Json) => mapValues(bundle, (value, mime) => (isJson(mime) ? value : joined(value)));
  return {
    ...(read as Notebook),
    cells: cells.map((cell) => mapTexts(cell, joined, join) as unknown as Cell),
  };
}

/** The text of a notebook file, byte for byte as Jupyter writes it. */
export function formatNotebook(notebook: Notebook): string {
  const split = (bundle: Json) => mapValues(bundle, (value, mime) => (isText(mime) ? lines(value) : value));
  const cells = notebook.cells.map((cell) => mapTexts(cell as unknown as Json, lines, split));
  return `${jupyterJson({ ...notebook, cells })}\n`;
}

/** Formats a number like Python's json module: `1e-07` where JavaScript has `1e-7`. */
function number(value: number): string {
  if (value !== 0 && Math.abs(value) < 1e-4) return value.toExponential().replace(/e-(\d)$/, "e-0$1");
  return String(value);
}

/** Compares by code points like Python. JavaScript compares UTF-16 units. */
const byCodePoint = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/**
 * JSON exactly as Jupyter writes notebooks: indented by one space, keys sorted, numbers like Python. A
 * notebook that JupyterLab saves later differs only where it was edited.
 */
export function jupyterJson(value: unknown, indent = ""): string {
  const inner = `${indent} `;
  const list = (open: string, items: readonly string[], close: string): string =>
    items.length === 0 ? open + close : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`;
  if (typeof value === "number" && Number.isFinite(value)) return number(value);
  if (Array.isArray(value)) {
    return list(
      "[",
      value.map((item) => jupyterJson(item, inner)),
      "]",
    );
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    entries.sort(([a], [b]) => byCodePoint(a, b));
    const lines = entries.map(([key, item]) => `${JSON.stringify(key)}: ${jupyterJson(item, inner)}`);
    return list("{", lines, "}");
  }
  return JSON.stringify(value) ?? "null";
}

/**
 * Reads a notebook file.
 *
 * @throws an error that begins with the name of the file
 */
export function readNotebook(file: string): Notebook {
  try {
    return parseNotebook(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} ${(error as Error).message}`);
  }
}

/**
 * Replaces a notebook file in one step: a reader sees the old or the new file.
 *
 * @returns whether the file changed
 */
export function writeNotebook(file: string, notebook: Notebook): boolean {
  const text = formatNotebook(notebook);
  const target = realpathSync(file);
  if (readFileSync(target, "utf8") === text) return false;
  const fresh = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(fresh, text, { mode: statSync(target).mode });
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  return true;
}
