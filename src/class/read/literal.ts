import { commands } from "../../notation/normalise";

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  b: "\b",
  f: "\f",
  v: "\v",
  0: "\0",
};

/** A backslash and what belongs to it. */
const escapeSequence = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))/g;

const command = /(?<!\\)(?:\\\\)*\\([A-Za-z]+)/g;

/** Whether someone pasted LaTeX into a string and forgot that a string eats its backslashes. */
function isLatex(inside: string): boolean {
  return [...inside.matchAll(command)].some(([, name = ""]) => commands.has(name) || name === "times");
}

/** The text that the inside of a string literal of TypeScript stands for, found without running anything. */
function cooked(inside: string): string {
  return inside.replace(
    escapeSequence,
    (_, braced?: string, four?: string, two?: string, character: string = "") => {
      const hex = braced ?? four ?? two;
      if (hex !== undefined) {
        const code = Number.parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
      }
      if (/^(?:\r\n|[\n\r\u2028\u2029])$/.test(character)) return "";
      return escapes[character] ?? character;
    },
  );
}

/**
 * What a student meant by the inside of a string literal. In `"\frac{…}"` TypeScript sees a form feed and
 * `rac{…}`; the student meant LaTeX, and that is how it is read.
 */
export function meant(inside: string): string {
  return isLatex(inside) ? inside.replace(/\\\\/g, "\\") : cooked(inside);
}
