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

/** Removes the path of `root` from a text: readers see places in the project, not on the machine. */
export function withoutRoot(root: string, text: string): string {
  // If the root is a disk, its path is the start of too many other texts.
  if (root.endsWith("/")) return text;
  const native = root.replaceAll("/", sep);
  // TypeScript escapes the path of a module in a type.
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
 * A text that changes when the file changes; undefined if there is no file. In-memory modules are known to
 * the file system of tslab only: their text is their version.
 */
export function fileVersion(sys: ts.System, path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) return `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
  return sys.fileExists(path) ? `text:${sys.readFile(path)}` : undefined;
}
