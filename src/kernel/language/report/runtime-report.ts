import { inspect, types } from "node:util";
import type { ErrorReport } from "../base/types";
import { bold, dim, excerpt, red } from "./excerpt";

/** The text of a label, if it is a cell or live source. */
export type SourceOf = (label: string) => string | undefined;

const SHOWN = 15;

/** The report on a thrown value: an error with its stack, causes and parts, or any other value. */
export function runtimeReport(thrown: unknown, sourceOf: SourceOf): ErrorReport {
  const { ename, evalue } = title(thrown);
  return { ename, evalue, traceback: describe(thrown, sourceOf, new Set()) };
}

function describe(thrown: unknown, sourceOf: SourceOf, seen: Set<unknown>): string[] {
  seen.add(thrown);
  const { ename, evalue } = title(thrown);
  const lines = [`${bold(red(ename))}: ${evalue}`];
  if (!isError(thrown)) return lines;
  lines.push(...stackLines(framesOf(read(thrown, "stack")), sourceOf));
  const nested = (heading: string, inner: unknown) => {
    if (!seen.has(inner))
      lines.push("", heading, ...describe(inner, sourceOf, seen).map((line) => indent(line)));
  };
  const parts = read(thrown, "errors");
  if (Array.isArray(parts))
    for (const [i, part] of parts.entries()) nested(`Error ${i + 1} of ${parts.length}:`, part);
  if ("cause" in thrown) nested("Caused by:", read(thrown, "cause"));
  return lines;
}

function stackLines(frames: Frame[], sourceOf: SourceOf): string[] {
  // Source lines at the place of the error, and at the line of the cell if that is another place.
  const place = frames.find(({ label }) => sourceOf(label) !== undefined);
  const cell = frames.find(({ label }) => label.startsWith("Cell ") && sourceOf(label) !== undefined);
  const shown = frames.filter((frame, i) => i < SHOWN || frame === cell);
  const lines = shown.flatMap((frame) => {
    const source = frame === place || frame === cell ? sourceOf(frame.label) : undefined;
    const { line, column } = frame;
    const around = source === undefined ? [] : excerpt(source, { line, column, length: 1 }, 1);
    return [dim(`    at ${frame.call}`), ...around.map((text) => indent(text, 8))];
  });
  const hidden = frames.length - shown.length;
  return hidden > 0 ? [...lines, dim(`    … ${hidden} more`)] : lines;
}

function indent(text: string, by = 4): string {
  return text.replace(/^/gm, " ".repeat(by));
}

function isError(thrown: unknown): thrown is Error {
  try {
    return thrown instanceof Error || types.isNativeError(thrown);
  } catch {
    return false;
  }
}

/** The class and message of an error. Other values are shown as in a console. */
function title(thrown: unknown): { ename: string; evalue: string } {
  if (!isError(thrown)) return { ename: "Uncaught", evalue: show(thrown) };
  const name = text(read(thrown, "name")) || "Error";
  // A subclass without its own name is shown by the name of its class.
  const own = text(read(read(thrown, "constructor"), "name"));
  return { ename: name === "Error" && own ? own : name, evalue: text(read(thrown, "message")) };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function show(value: unknown): string {
  try {
    return inspect(value, { depth: 2, breakLength: 100 });
  } catch {
    return "a value that cannot be shown";
  }
}

/** Reading a property of a thrown object may throw itself: it may be a getter or a proxy. */
function read(object: unknown, key: string): unknown {
  try {
    return (object as Record<string, unknown> | undefined)?.[key];
  } catch {
    return undefined;
  }
}

/** A line of a stack trace: the call in the words of V8, and its place. */
interface Frame {
  call: string;
  label: string;
  line: number;
  column: number;
}

/** The frames of a stack trace that belong to user code, not to Node.js or built-in functions. */
function framesOf(stack: unknown): Frame[] {
  if (typeof stack !== "string") return [];
  return stack.split("\n").flatMap((text) => {
    const call = /^\s+at (.*)$/.exec(text)?.[1] ?? "";
    const open = call.endsWith(")") ? call.indexOf(" (") + 1 : 0;
    const location = open ? call.slice(open + 1, -1) : call.replace(/^async /, "");
    const [, label, line, column] = /^(.+):(\d+):(\d+)$/.exec(location) ?? [];
    if (!label || label.startsWith("node:")) return [];
    return [{ call, label, line: Number(line), column: Number(column) }];
  });
}
