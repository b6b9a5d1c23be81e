import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { slashes } from "../base/paths";

/**
 * The builds of packages that are read from their live source, as things stand at one moment. TypeScript
 * reads a build's declarations in a fraction of the time that their sources take, and they say the same as
 * long as no source is newer: the rule by which `make` builds anew.
 */
export class Builds {
  /** For each folder of sources: those that are newer than the build. */
  readonly #edited = new Map<string, readonly string[]>();

  /** Whether `declarations`, the entry of a build, say what the sources around the entry `source` say. */
  areCurrent(declarations: string, source: string): boolean {
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

  /** Whatever has been edited since its package was built. */
  get edited(): readonly string[] {
    return [...this.#edited.values()].flat();
  }

  /** Whether a file belongs to the sources of a package that has been edited. */
  isOfEdited(path: string): boolean {
    return [...this.#edited].some(([folder, edited]) => edited.length > 0 && path.startsWith(`${folder}/`));
  }
}

/** What in a folder is newer than `time`; folders, too: theirs is the time at which a file came or went. */
function newer(folder: string, time: number): string[] {
  const isNewer = (path: string) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > time;
  const below = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return [folder, ...below.map((name) => `${folder}/${slashes(name)}`)].filter(isNewer);
}
