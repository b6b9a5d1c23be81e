import { Refusal } from "./sheet";

/** The text of a file, and what had to be guessed about its encoding. */
export interface Text {
  readonly text: string;
  readonly note: string | null;
}

/**
 * The text in a file's bytes: UTF-8, UTF-16 with or without its mark, else Windows-1252, which is what old
 * spreadsheets write in Western Europe and America.
 *
 * @throws Refusal where the bytes are no text
 */
export function textIn(bytes: Uint8Array): Text {
  const encoding = utf16(bytes);
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes), note: null };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.includes("\0")) throw new Refusal("It is not a text file.");
    return { text, note: null };
  } catch (error) {
    if (error instanceof Refusal) throw error;
  }
  if (bytes.includes(0)) throw new Refusal("It is not a text file.");
  return {
    text: new TextDecoder("windows-1252").decode(bytes),
    note: "It is not written in UTF-8 and was read as Windows-1252: accents and signs may be wrong.",
  };
}

/** Which kind of UTF-16 it is, by its mark or by where the zeros of its first letters are. */
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
