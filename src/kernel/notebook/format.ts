import type { Json } from "../client/message";
import type { Output } from "../client/outputs";
import { jupyterJson } from "./json";

/** A cell with its text in one piece. Only code cells have the last two fields. */
export interface Cell {
  readonly cell_type: string;
  readonly source: string;
  readonly metadata: Json & { readonly tags?: readonly string[] };
  readonly outputs?: readonly Output[];
  readonly execution_count?: number | null;
}

/** A notebook of format 4. Whatever else its file holds is kept. */
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

/** Where Python's `splitlines` cuts. */
const ends = "\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029";
const line = new RegExp(`[^${ends}]*(?:\r\n|[${ends}])|[^${ends}]+$`, "g");

/** The lines of a text with their ends. */
const lines = (text: unknown): unknown => (typeof text === "string" ? (text.match(line) ?? []) : text);

const mapValues = (bundle: Json, change: (value: unknown, mime: string) => unknown): Json =>
  Object.fromEntries(Object.entries(bundle).map(([mime, value]) => [mime, change(value, mime)]));

/** Changes how the texts of a cell are kept: in one piece, or in lines. */
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
 * Reads the text of a notebook file.
 *
 * @throws where it is no notebook of format 4
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

/** The text of a notebook file, to the letter as Jupyter writes it. */
export function formatNotebook(notebook: Notebook): string {
  const split = (bundle: Json) => mapValues(bundle, (value, mime) => (isText(mime) ? lines(value) : value));
  const cells = notebook.cells.map((cell) => mapTexts(cell as unknown as Json, lines, split));
  return `${jupyterJson({ ...notebook, cells })}\n`;
}
