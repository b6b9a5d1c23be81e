import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Transpiled } from "../base/types";

type Transpile = (path: string, text: string) => Transpiled;

/**
 * Remembers what source files were transpiled to, from one kernel to the next, where the tools of the
 * project at `root` keep such things. A library of some dozen files then loads half a second sooner. One entry a file: it
 * holds for one text exactly, and an edit replaces it.
 */
export function remembered(root: string, version: string, transpile: Transpile): Transpile {
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

/** Written aside and moved: another kernel may be reading. Where nothing can be written, nothing is kept. */
function write(folder: string, entry: string, text: string): void {
  const aside = `${entry}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, text);
    renameSync(aside, entry);
  } catch {}
}
