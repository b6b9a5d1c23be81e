import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { slashes } from "../base/paths";

/**
 * The builds of packages with live source, at one moment. TypeScript reads the declarations of a build much
 * faster than the sources. They are equivalent if no source is newer than the build, which is the rule of
 * `make`.
 */
export class Builds {
  /** For each source folder: the files that are newer than the build. */
  readonly #edited = new Map<string, readonly string[]>();

  /** Whether the build with the entry `declarations` is up to date with the sources around `source`. */
  isUpToDate(declarations: string, source: string): boolean {
    const folder = dirname(source);
    // Sources that lie among everything else cannot be told from what is none.
    if (existsSync(`${folder}/package.json`)) return false;
    let edited = this.#edited.get(folder);
    if (!edited) {
      edited = newer(folder, statSync(declarations).mtimeMs);
      this.#edited.set(folder, edited);
    }
    return edited.length === 0;
  }

  /** All files that were edited after the build of their package. */
  get edited(): readonly string[] {
    return [...this.#edited.values()].flat();
  }

  /** Whether a file belongs to a package with edited sources. */
  isOfEdited(path: string): boolean {
    return [...this.#edited].some(([folder, edited]) => edited.length > 0 && path.startsWith(`${folder}/`));
  }
}

/**
 * The files and folders that are newer than `time`. The time of a folder changes when a file is added or
 * removed.
 */
function newer(folder: string, time: number): string[] {
  const isNewer = (path: string) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > time;
  const below = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return [folder, ...below.map((name) => `${folder}/${slashes(name)}`)].filter(isNewer);
}
