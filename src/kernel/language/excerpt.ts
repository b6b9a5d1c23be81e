import { dim, red } from "./ansi";

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
    const text = lines[number - 1] ?? "";
    const label = String(number).padStart(width);
    if (number !== line) {
      shown.push(dim(`  ${label} | ${text}`));
      continue;
    }
    // Tabs are kept, so that the caret stands under its column however wide a tab is drawn.
    const indent = text
      .slice(0, column - 1)
      .replace(/[^\t]/g, " ")
      .padEnd(column - 1);
    const carets = "^".repeat(Math.max(1, Math.min(length, text.length - column + 1)));
    shown.push(`${red(">")} ${label} | ${text}`, `  ${" ".repeat(width)} | ${indent}${red(carets)}`);
  }
  return shown;
}
