import { dirname } from "node:path";
import { withoutRoot } from "./paths";
import type { SourceMaps } from "./source-maps";

const KERNEL = dirname(__dirname);

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
