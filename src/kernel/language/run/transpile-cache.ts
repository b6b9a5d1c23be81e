import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Transpiled } from "../base/types";

type Transpile = (path: string, text: string) => Transpiled;

/**
 * Caches compiled source files on disk, shared by all kernels of the project at `root`, in
 * node_modules/.cache. A library of a few dozen files loads half a second faster. There is one entry for
 * each file; an edit replaces it.
 */
export function cachedTranspile(root: string, version: string, transpile: Transpile): Transpile {
  if (!existsSync(join(root, "node_modules"))) return transpile;
  const folder = join(root, "node_modules", ".cache", "tslab-workbook");

  return (path, text) => {
    const entry = join(folder, `${hash(path)}.json`);
    const key = hash(version, path, text);
    const known = read(entry, key);
    if (known) return known;
    const transpiled = transpile(path, text);
    write(folder, entry, JSON.stringify({ key, ...transpiled }));
    return transpiled;
  };
}

function hash(...parts: string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 32);
}

function read(entry: string, key: string): Transpiled | undefined {
  try {
    const { key: found, code, map } = JSON.parse(readFileSync(entry, "utf8"));
    return found === key ? { code, map } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Written to a temporary file and renamed, because another kernel may be reading. Errors only disable the
 * cache.
 */
function write(folder: string, entry: string, text: string): void {
  const aside = `${entry}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, text);
    renameSync(aside, entry);
  } catch {}
}
