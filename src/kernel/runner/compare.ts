import { createHash } from "node:crypto";
import { structuredPatch } from "diff";
import type { Json } from "../protocol/wire";
import type { Notebook } from "./notebook-file";
import { jupyterJson } from "./notebook-file";
import type { Output } from "./outputs";
import { widgetText } from "./widget-state";

/** One thing that a cell shows otherwise than it did. */
export interface Difference {
  /** The cell's place among all cells, from 1. */
  readonly cell: number;
  /** The output's place in the cell, from 1. */
  readonly output: number;
  /** What differs: a MIME type, a stream's name, `error`, `metadata`, or `widget`, its state. */
  readonly what: string;
  /** How, as a short unified diff. */
  readonly diff: string;
}

/** Of a long diff this many lines are shown, and of a long line this many characters. */
const shownLines = 16;
const shownCharacters = 120;

/** An image said in words: its bytes can be compared, not read. */
function imageDigest(base64: string): string {
  const bytes = Buffer.from(base64, "base64");
  return `${bytes.length} bytes, SHA-256 ${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}`;
}

function asText(mime: string, value: unknown): string {
  if (typeof value !== "string") return jupyterJson(value);
  return /^image\/(?!svg)/.test(mime) ? imageDigest(value) : value;
}

/** What an output shows, by kind, each as text. */
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

/** How many characters two lines share at their start. */
function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** A long line cut around the place where it begins to differ from its counterpart. */
function excerpt(line: string, others: readonly string[]): string {
  if (line.length <= shownCharacters) return line;
  const shared = Math.max(0, ...others.map((other) => common(line.slice(1), other.slice(1))));
  const start = Math.max(1, Math.min(shared - 30, line.length - shownCharacters));
  const end = start + shownCharacters;
  return `${line[0]}${start > 1 ? "…" : ""}${line.slice(start, end)}${end < line.length ? "…" : ""}`;
}

/** A unified diff, shortened to what a person reads. */
function shortDiff(before: string, after: string): string {
  // Where neither text ends its last line, that is not worth a remark.
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

/** Where the outputs of a run differ from those before it: compared to the letter, images byte by byte. */
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
