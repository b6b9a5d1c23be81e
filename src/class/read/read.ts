import { readCsv } from "./csv";
import { isObject, parsedJson, readJson } from "./json";
import { readMarkdown } from "./markdown";
import { readNotebook } from "./notebook";
import { emptySheet, type FileContent, type PartIds, Refusal, type Sheet } from "./sheet";

/**
 * The text in a file's bytes, and a note if its encoding was guessed: UTF-8, UTF-16, or Windows-1252, which old
 * spreadsheets write. Other bytes are refused.
 */
export function textIn(bytes: Uint8Array): { readonly text: string; readonly note: string | null } {
  const encoding = utf16(bytes);
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes), note: null };
  if (bytes.includes(0)) throw new Refusal("It is not a text file.");
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), note: null };
  } catch {
    return {
      text: new TextDecoder("windows-1252").decode(bytes),
      note: "It is not UTF-8 and was read as Windows-1252. Accents and signs may be wrong.",
    };
  }
}

/** The kind of UTF-16, by its byte-order mark or by the zeros of its first letters. */
function utf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const start = bytes.subarray(0, 64);
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const zeros = (odd: number) => start.filter((byte, i) => i % 2 === odd && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (odd > start.length / 4 && even === 0) return "utf-16le";
  return even > start.length / 4 && odd === 0 ? "utf-16be" : undefined;
}

const only = (...sheets: readonly Sheet[]): FileContent => ({ sheets, remarks: [] });

/** The readers of answer files, by file extension. */
const readers: Readonly<Record<string, (text: string, ids: PartIds) => FileContent>> = {
  ".ipynb": (text, ids) => only(readNotebook(parsedJson(text), ids)),
  ".json": (text, ids) => {
    const value = parsedJson(text);
    return only(
      ...(isObject(value) && "nbformat" in value ? [readNotebook(value, ids)] : readJson(value, ids)),
    );
  },
  ".csv": readCsv,
  ".tsv": readCsv,
  ".md": (text, ids) => only(readMarkdown(text, ids)),
};

/** The file extensions that can be read. */
export const readable: readonly string[] = Object.keys(readers);

/** Reads the answers in a file and runs none of it. A file that cannot be read gives one sheet that says why. */
export function readFile(ending: string, bytes: Uint8Array, ids: PartIds): FileContent {
  try {
    const { text, note } = textIn(bytes);
    const { sheets, remarks } = readers[ending]?.(text, ids) ?? only();
    return { sheets, remarks: note === null ? remarks : [note, ...remarks] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return only({ ...emptySheet, refused: error.message });
  }
}
