import { existsSync, statSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ts } from "./typescript";

/** TypeScript and tslab compare paths as text, with forward slashes on every platform. */
export function slashes(path: string): string {
  return path.replaceAll("\\", "/");
}

/** The folder of the nearest package.json at or above `folder`, else `folder` itself. */
export function projectRoot(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return slashes(at);
    if (dirname(at) === at) return slashes(folder);
  }
}

/** A text without the path to `root`: what is shown says where in the project, not where on which machine. */
export function withoutRoot(root: string, text: string): string {
  // At the root of a disk every path begins alike, and so does much that is no path.
  if (root.endsWith("/")) return text;
  const native = root.replaceAll("/", sep);
  // TypeScript spells a module in a type with escapes.
  const escaped = root.replace(
    /[^ -~]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
  return [`${pathToFileURL(native).href}/`, `${native}${sep}`, `${root}/`, `${escaped}/`].reduce(
    (shown, prefix) => shown.replaceAll(prefix, ""),
    text,
  );
}

/**
 * A text that changes whenever the file does; undefined while there is no such file. In-memory modules are
 * on no disk, but tslab's file system knows them: their text is their version.
 */
export function fileVersion(sys: ts.System, path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) return `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
  return sys.fileExists(path) ? `text:${sys.readFile(path)}` : undefined;
}
