import { readCsv } from "./csv";
import { isObject, parsedJson, readJson } from "./json";
import { readMarkdown } from "./markdown";
import { readNotebook } from "./notebook";
import { emptySheet, type FileContent, Refusal, type Sheet } from "./sheet";
import { textIn } from "./text";

const only = (...sheets: readonly Sheet[]): FileContent => ({ sheets, remarks: [] });

/** The kinds of file that hold answers, by how their names end. */
const readers: Readonly<Record<string, (text: string) => FileContent>> = {
  ".ipynb": (text) => only(readNotebook(parsedJson(text))),
  ".json": (text) => {
    const value = parsedJson(text);
    return only(...(isObject(value) && "nbformat" in value ? [readNotebook(value)] : readJson(value)));
  },
  ".csv": readCsv,
  ".tsv": readCsv,
  ".md": (text) => only(readMarkdown(text)),
};

/** How the names of files end that can be read. */
export const readable: readonly string[] = Object.keys(readers);

/**
 * Reads the answers in a file, statically: nothing of it is ever run. A file that cannot be read gives one
 * sheet that says why.
 *
 * @param ending how its name ends, in small letters
 */
export function readFile(ending: string, bytes: Uint8Array): FileContent {
  try {
    const { text, note } = textIn(bytes);
    const { sheets, remarks } = readers[ending]?.(text) ?? only();
    return { sheets, remarks: note === null ? remarks : [note, ...remarks] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return only({ ...emptySheet, refused: error.message });
  }
}
