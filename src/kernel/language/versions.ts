import { statSync } from "node:fs";
import type { ts } from "./internals";

/**
 * A text that changes whenever the file does; undefined while there is no such file. In-memory modules are
 * on no disk, but tslab's file system knows them: their text is their version.
 */
export function fileVersion(sys: ts.System, path: string): string | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) return `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
  return sys.fileExists(path) ? `text:${sys.readFile(path)}` : undefined;
}
