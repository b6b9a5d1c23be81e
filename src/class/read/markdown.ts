import type { PartId } from "../../autoencoder/parts";
import { partOf, Refusal, type Sheet, SheetBuilder } from "./sheet";

/** `## (c)`, `## Part c: the gradient`, `### c)`; a bare letter only if nothing else stands there. */
const heading = /^#{1,6}\s*(?:part\s+([a-i])(?![\p{L}\p{N}])|\(([a-i])\)|([a-i])(?:[).:]|\s*$)).*$/iu;

/** `(c) dJ/dypred * df2/dz2`, `**c)** …`: a letter in parentheses, and the answer behind it. */
const line = /^(?:[-*+]\s+)?(?:\*\*|__)?\(?([a-i])\)(?:\*\*|__)?:?\s*(.*)$/i;

const name = /^\s*(?:\*\*|__)?(?:student|name|id|email)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(.+)$/i;

/**
 * An answer sheet in Markdown: a line `Student: …`, and the answers under headings such as `## (c)` or
 * `## Part c`, or behind `(c)` at the beginning of a line. A formula may stand in dollars or in a code block.
 *
 * @throws Refusal where no part is found
 */
export function readMarkdown(text: string): Sheet {
  const sheet = new SheetBuilder();
  const answers: { part: PartId; lines: string[] }[] = [];
  let fenced = false;
  for (const row of withoutComments(text).split(/\r\n|[\n\r]/)) {
    if (/^\s*(```|~~~)/.test(row)) fenced = !fenced;
    const [, a, b, c] = fenced ? [] : (heading.exec(row) ?? []);
    const [, inline, rest = ""] = fenced ? [] : (line.exec(row) ?? []);
    const part = partOf(a ?? b ?? c ?? inline ?? "");
    if (part) answers.push({ part, lines: [rest] });
    else if (answers.length > 0) answers.at(-1)?.lines.push(row);
    else sheet.student ??= name.exec(row)?.[1] ?? null;
  }
  if (answers.length === 0)
    throw new Refusal(
      'It has no answers: expected headings such as "## (b)", or lines that begin with "(b)".',
    );
  for (const { part, lines } of answers) sheet.add(part, bare(lines.join("\n")));
  return sheet.sheet;
}

/** Text without what stands between `<!--` and `-->`. */
function withoutComments(text: string): string {
  const [first = "", ...rest] = text.split("<!--");
  return rest.reduce((kept, piece) => {
    const end = piece.indexOf("-->");
    return kept + (end < 0 ? `<!--${piece}` : piece.slice(end + 3));
  }, first);
}

/** An answer without the fences, dollars or back quotes that enclose the whole of it. */
function bare(text: string): string {
  const trimmed = text.trim();
  const [, fenced, , display, dollars, code] =
    /^(?:(?:```|~~~).*\n([\s\S]*?)\n?(```|~~~)|\$\$([^$]*)\$\$|\$([^$]*)\$|`([^`]*)`)$/.exec(trimmed) ?? [];
  return (fenced ?? display ?? dollars ?? code ?? trimmed).trim();
}
