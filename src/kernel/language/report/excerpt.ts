export interface Span {
  /** From 1. */
  line: number;
  column: number;
  length: number;
}

/**
 * The line a span is in, with its number, a caret under each of its characters, and `context` lines around:
 *
 *       1 | const a = 1;
 *     > 2 | boom(a);
 *         | ^^^^
 */
export function excerpt(source: string, { line, column, length }: Span, context = 0): string[] {
  const lines = source.split(/\r?\n/);
  const first = Math.max(1, line - context);
  const last = Math.min(lines.length, line + context);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const { text, at } = window(lines[number - 1] ?? "", column - 1);
    const label = String(number).padStart(width);
    if (number === line)
      shown.push(
        `${red(">")} ${label} | ${text}`,
        `  ${" ".repeat(width)} | ${indent(text, at)}${red("^".repeat(visible(text, at, length)))}`,
      );
    else shown.push(dim(`  ${label} | ${text}`));
  }
  return shown;
}

/** Tabs are kept: a caret is under its column for any tab width. */
function indent(text: string, at: number): string {
  return text.slice(0, at).replace(/[^\t]/g, " ").padEnd(at);
}

/** The length of a span on its first line, at least one caret. */
function visible(text: string, at: number, length: number): number {
  return Math.max(1, Math.min(length, text.length - at));
}

const WIDEST = 160;

/** A line, or the part of a very long line around a column, and the position of the column in it. */
function window(line: string, column: number): { text: string; at: number } {
  if (line.length <= WIDEST) return { text: line, at: column };
  const from = Math.max(0, column - WIDEST / 2);
  const before = from > 0 ? "…" : "";
  const after = from + WIDEST < line.length ? "…" : "";
  return {
    text: `${before}${line.slice(from, from + WIDEST)}${after}`,
    at: before.length + column - from,
  };
}

/** Colours for tracebacks. Front ends turn them into styles, and the text is readable without them. */
const style = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

export const bold = style(1, 22);
export const dim = style(2, 22);
export const red = style(31, 39);
export const cyan = style(36, 39);
