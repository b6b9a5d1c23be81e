import { createHash } from "node:crypto";
import { structuredPatch } from "diff";
import type { Json } from "../protocol/wire";
import type { Notebook } from "./notebook-file";
import { jupyterJson } from "./notebook-file";
import type { Output } from "./outputs";
import { widgetText } from "./widget-state";

/** One difference between two outputs of a cell. */
export interface Difference {
  /** The number of the cell, from 1. */
  readonly cell: number;
  /** The number of the output in the cell, from 1. */
  readonly output: number;
  /** What differs: a MIME type, the name of a stream, `error`, `metadata`, or `widget` (its state). */
  readonly what: string;
  /** A short unified diff. */
  readonly diff: string;
}

/** The maximum number of lines of a diff, and of characters of a line. */
const shownLines = 16;
const shownCharacters = 120;

/** Describes an image: its bytes can be compared, but not read. */
function imageDigest(base64: string): string {
  const bytes = Buffer.from(base64, "base64");
  return `${bytes.length} bytes, SHA-256 ${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`;
}

function asText(mime: string, value: unknown): string {
  if (typeof value !== "string") return jupyterJson(value);
  return /^image\/(?!svg)/.test(mime) ? imageDigest(value) : value;
}

/** The content of an output as text, by kind. */
function facets(notebook: Notebook, output: Output | undefined): Map<string, string> {
  if (output === undefined) return new Map();
  if (output.output_type === "stream") return new Map([[output.name, output.text]]);
  if (output.output_type === "error")
    return new Map([["error", [`${output.ename}: ${output.evalue}`, ...output.traceback].join("\n")]]);
  const facets = new Map(Object.entries(output.data).map(([mime, value]) => [mime, asText(mime, value)]));
  if (Object.keys(output.metadata as Json).length > 0) facets.set("metadata", jupyterJson(output.metadata));
  const widget = widgetText(notebook, output.data);
  if (widget !== undefined) facets.set("widget", widget);
  return facets;
}

/** The length of the common prefix of two lines. */
function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Shortens a long line around the first difference. */
function excerpt(line: string, others: readonly string[]): string {
  if (line.length <= shownCharacters) return line;
  const shared = Math.max(0, ...others.map((other) => common(line.slice(1), other.slice(1))));
  const start = Math.max(1, Math.min(shared - 30, line.length - shownCharacters));
  const end = start + shownCharacters;
  return `${line[0]}${start > 1 ? "…" : ""}${line.slice(start, end)}${end < line.length ? "…" : ""}`;
}

/** A unified diff, shortened. */
function shortDiff(before: string, after: string): string {
  // If neither text ends with a line break, the diff does not mention it.
  const end = before.endsWith("\n") || after.endsWith("\n") ? "" : "\n";
  const ended = (text: string) => (text === "" ? "" : text + end);
  const { hunks } = structuredPatch("", "", ended(before), ended(after), "", "", { context: 1 });
  const lines = hunks.flatMap((hunk) => {
    const removed = hunk.lines.filter((line) => line.startsWith("-"));
    const added = hunk.lines.filter((line) => line.startsWith("+"));
    return [
      `@@ line ${hunk.oldStart} @@`,
      ...hunk.lines.map((line) =>
        excerpt(line, line.startsWith("-") ? added : line.startsWith("+") ? removed : []),
      ),
    ];
  });
  const rest = lines.length - shownLines;
  return [...lines.slice(0, shownLines), ...(rest > 0 ? [`… and ${rest} lines more`] : [])].join("\n");
}

/** The differences between two runs, compared exactly; images byte by byte. */
export function differences(before: Notebook, after: Notebook): readonly Difference[] {
  return after.cells.flatMap(({ outputs = [] }, index) => {
    const old = before.cells[index]?.outputs ?? [];
    const count = Math.max(old.length, outputs.length);
    return Array.from({ length: count }, (_, place) => {
      const [was, is] = [facets(before, old[place]), facets(after, outputs[place])];
      return [...new Set([...was.keys(), ...is.keys()])]
        .filter((what) => was.get(what) !== is.get(what))
        .map((what) => ({
          cell: index + 1,
          output: place + 1,
          what,
          diff: shortDiff(was.get(what) ?? "", is.get(what) ?? ""),
        }));
    }).flat();
  });
}
