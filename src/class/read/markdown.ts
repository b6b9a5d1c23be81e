import { anyPart, type PartIds, partOf, Refusal, type Sheet, SheetBuilder } from "./sheet";

/** `## (c)`, `## Part c: the gradient`, `### c)`. A name alone counts only if the line has nothing else. */
const headingOf = (any: string) =>
  new RegExp(
    String.raw`^#{1,6}\s*(?:part\s+(${any})(?![\p{L}\p{N}])|\((${any})\)|(${any})(?:[).:]|\s*$)).*$`,
    "iu",
  );

/** `(c) dJ/dypred * df2/dz2`, `**c)** …`: a part in parentheses, followed by the answer. */
const lineOf = (any: string) =>
  new RegExp(String.raw`^(?:[-*+]\s+)?(?:\*\*|__)?\(?(${any})\)(?:\*\*|__)?:?\s*(.*)$`, "iu");

const name = /^\s*(?:\*\*|__)?(?:student|name|id|email)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(.+)$/i;

/**
 * An answer sheet in Markdown: a line `Student: …`, and the answers under headings such as `## (c)` or `## Part c`, or
 * after `(c)` at the start of a line. A formula may be in dollar signs or in a code block. No part is a refusal.
 */
export function readMarkdown(text: string, ids: PartIds): Sheet {
  const heading = headingOf(anyPart(ids));
  const line = lineOf(anyPart(ids));
  const sheet = new SheetBuilder();
  const answers: { part: string; lines: string[] }[] = [];
  let fenced = false;
  for (const row of withoutComments(text).split(/\r\n|[\n\r]/)) {
    if (/^\s*(```|~~~)/.test(row)) fenced = !fenced;
    const [, a, b, c] = fenced ? [] : (heading.exec(row) ?? []);
    const [, inline, rest = ""] = fenced ? [] : (line.exec(row) ?? []);
    const part = partOf(a ?? b ?? c ?? inline ?? "", ids);
    if (part) answers.push({ part, lines: [rest] });
    else if (answers.length > 0) answers.at(-1)?.lines.push(row);
    else sheet.student ??= name.exec(row)?.[1] ?? null;
  }
  if (answers.length === 0)
    throw new Refusal(
      `It has no answers: expected headings such as "## (${ids[0]})", or lines that begin with "(${ids[0]})".`,
    );
  for (const { part, lines } of answers) sheet.add(part, unwrapped(lines.join("\n")));
  return sheet.sheet;
}

/** Text without HTML comments. */
function withoutComments(text: string): string {
  const [first = "", ...rest] = text.split("<!--");
  return rest.reduce((kept, piece) => {
    const end = piece.indexOf("-->");
    return kept + (end < 0 ? `<!--${piece}` : piece.slice(end + 3));
  }, first);
}

/** An answer without the fences, dollars or backticks around it. */
function unwrapped(text: string): string {
  const trimmed = text.trim();
  const [, fenced, , display, dollars, code] =
    /^(?:(?:```|~~~).*\n([\s\S]*?)\n?(```|~~~)|\$\$([^$]*)\$\$|\$([^$]*)\$|`([^`]*)`)$/.exec(trimmed) ?? [];
  return (fenced ?? display ?? dollars ?? code ?? trimmed).trim();
}
