import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

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
