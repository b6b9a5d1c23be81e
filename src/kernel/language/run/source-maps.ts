import { SourceMap } from "node:module";
import { dirname } from "node:path";
import { withoutRoot } from "../base/paths";
import type { Transpiled } from "../base/types";

/** A place in a text that a person wrote; line and column count from 1. */
export interface Place {
  /** "Cell [3]" or a file's path. */
  label: string;
  line: number;
  column: number;
}

interface Script {
  label: string;
  map: string;
  /** Lines that stand before the first, in the source as compiled and in the code as run. */
  offset: number;
  /** How many lines of code follow those. */
  lines: number;
  parsed?: SourceMap;
}

/** Leads positions in the scripts that run back to the cells and source files they come from. */
export class SourceMaps {
  readonly #scripts = new Map<string, Script>();
  readonly #sources = new Map<string, string>();

  add(script: string, label: string, source: string, { code, map }: Transpiled, offset = 0): void {
    this.#scripts.set(script, { label, map, offset, lines: code.split("\n").length });
    this.#sources.set(label, source);
  }

  /** A label that no other text goes by: a front end may run several texts under one number. */
  freeLabel(label: string): string {
    let free = label;
    for (let i = 2; this.#sources.has(free); i++) free = `${label} (${i})`;
    return free;
  }

  /** The text that a label names, as it was when it last ran. */
  source(label: string): string | undefined {
    return this.#sources.get(label);
  }

  /** Whether a position is in what the kernel put around a script. */
  isWrapper(name: string, line: number): boolean {
    const script = this.#scripts.get(name);
    return script !== undefined && (line <= script.offset || line > script.offset + script.lines);
  }

  /** Where `line`, `column` (from 1) of a running script was written; undefined for foreign scripts. */
  original(name: string, line: number, column: number): Place | undefined {
    const script = this.#scripts.get(name);
    if (!script) return undefined;
    script.parsed ??= new SourceMap(JSON.parse(script.map));
    const entry = script.parsed.findEntry(line - 1 - script.offset, column - 1);
    if (!("originalLine" in entry)) return undefined;
    const found = {
      label: script.label,
      line: entry.originalLine + 1 - script.offset,
      column: entry.originalColumn + 1,
    };
    return { ...found, column: this.#callee(found) };
  }

  /**
   * Imported functions are called as `(0, m.f)(…)`, and V8 places such a call at its bracket; people look
   * for it at the name, where V8 places all the others.
   */
  #callee({ label, line, column }: Place): number {
    const before = this.#sources.get(label)?.split("\n")[line - 1]?.slice(0, column) ?? "";
    const name = /([\p{ID_Continue}$]+)\($/u.exec(before)?.[1];
    return name ? column - name.length : column;
  }
}

/** The kernel's own folder, src/kernel or dist/kernel. */
const KERNEL = dirname(dirname(__dirname));

/**
 * Makes `error.stack` speak of cells and source files: positions are led back through the maps, files are
 * named from the project's `root`, and the kernel's own frames are left out. Returns how to undo it.
 */
export function mapStacks(maps: SourceMaps, root: string): () => void {
  const before = { prepare: Error.prepareStackTrace, limit: Error.stackTraceLimit };
  // Ten frames of a library's recursion would hide the cell that called it.
  Error.stackTraceLimit = Math.max(before.limit, 50);
  Error.prepareStackTrace = (error, sites) => {
    const calls = frames(maps, sites).map((call) => withoutRoot(root, call));
    return [header(error), ...calls].join("\n    at ");
  };
  return () => {
    Error.prepareStackTrace = before.prepare;
    Error.stackTraceLimit = before.limit;
  };
}

function header(error: unknown): string {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}

function frames(maps: SourceMaps, sites: NodeJS.CallSite[]): string[] {
  const shown: string[] = [];
  let lowestCell = -1;
  for (const site of sites) {
    const script = site.getScriptNameOrSourceURL?.() ?? site.getFileName() ?? "";
    const line = site.getLineNumber() ?? 0;
    if (isKernel(script) || maps.isWrapper(script, line)) continue;
    const column = site.getColumnNumber() ?? 0;
    const place = maps.original(script, line, column);
    const text = String(site);
    if (place?.label.startsWith("Cell ")) lowestCell = shown.length;
    shown.push(
      place
        ? text.replace(`${script}:${line}:${column}`, () => `${place.label}:${place.line}:${place.column}`)
        : text,
    );
  }
  // What called the cell is the kernel, whichever way it came.
  return lowestCell < 0 ? shown : shown.slice(0, lowestCell + 1);
}

function isKernel(script: string): boolean {
  return script.startsWith(KERNEL) || /[\\/]node_modules[\\/]tslab[\\/]/.test(script);
}
