import { SourceMap } from "node:module";
import { dirname } from "node:path";
import { withoutRoot } from "../base/paths";
import type { Transpiled } from "../base/types";

/** A place in a source text. Line and column count from 1. */
export interface Place {
  /** "Cell [3]" or the path of a file. */
  label: string;
  line: number;
  column: number;
}

interface Script {
  label: string;
  map: string;
  /** The number of lines before the first, in the compiled source and in the running code. */
  offset: number;
  /** The number of lines of code after those. */
  lines: number;
  parsed?: SourceMap;
}

/** Maps positions in running scripts to cells and source files. */
export class SourceMaps {
  readonly #scripts = new Map<string, Script>();
  readonly #sources = new Map<string, string>();

  add(script: string, label: string, source: string, { code, map }: Transpiled, offset = 0): void {
    this.#scripts.set(script, { label, map, offset, lines: code.split("\n").length });
    this.#sources.set(label, source);
  }

  /** A label that is not in use: a front end may run several texts with one number. */
  freeLabel(label: string): string {
    let free = label;
    for (let i = 2; this.#sources.has(free); i++) free = `${label} (${i})`;
    return free;
  }

  /** The text of a label, as it was when it last ran. */
  source(label: string): string | undefined {
    return this.#sources.get(label);
  }

  /** Whether a line belongs to the code that the kernel adds around a script. */
  isWrapper(name: string, line: number): boolean {
    const script = this.#scripts.get(name);
    return script !== undefined && (line <= script.offset || line > script.offset + script.lines);
  }

  /** The source of a position (from 1) in a running script; undefined for other scripts. */
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
   * Imported functions are called as `(0, m.f)(…)`, and V8 reports the position of the bracket. Readers
   * expect the name, which V8 reports for all other calls.
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
 * Makes `error.stack` refer to cells and source files: positions are mapped, paths are relative to the
 * `root` of the project, and frames of the kernel are removed. Returns a function that restores the
 * original behaviour.
 */
export function mapStacks(maps: SourceMaps, root: string): () => void {
  const before = { prepare: Error.prepareStackTrace, limit: Error.stackTraceLimit };
  // Ten frames of a recursive library would hide the cell that called it.
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
  // The frames below the cell belong to the kernel.
  return lowestCell < 0 ? shown : shown.slice(0, lowestCell + 1);
}

function isKernel(script: string): boolean {
  return script.startsWith(KERNEL) || /[\\/]node_modules[\\/]tslab[\\/]/.test(script);
}
