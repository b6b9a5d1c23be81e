import type { Page } from "./page";

/** A section as a search finds it. */
export interface Entry {
  /** Its address in the book. */
  readonly id: string;
  readonly page: string;
  readonly title: string;
  readonly words: string;
}

/** Of a section this many characters are searched: enough for its text, not for long columns of numbers. */
const limit = 4000;

/** A heading deeper than this is found under the one above it. */
const deepest = 3;

/** Everything that can be found, as a script: a page opened from a folder may load a script, but no data. */
export function searchScript(pages: readonly Page[]): string {
  const entries = pages.flatMap(({ file, name, sections }) => {
    const found: Entry[] = [];
    for (const { id, level, title, words } of sections) {
      const above = found.at(-1);
      if (above && level > deepest) found[found.length - 1] = { ...above, words: `${above.words} ${words}` };
      else found.push({ id: level > 1 ? `${file}#${id}` : file, page: name, title: title || name, words });
    }
    return found;
  });
  const shortened = entries.map((entry) => ({
    ...entry,
    words: entry.words.replace(/\s+/g, " ").slice(0, limit).trim(),
  }));
  const unique = [...new Map(shortened.map((entry) => [entry.id, entry])).values()];
  return `window.workbookSections = ${JSON.stringify(unique).replace(/</g, "\\u003c")};\n`;
}
