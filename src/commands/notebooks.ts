import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The names by which people call a folder's notebooks, `index`, `a`, `b` …, and their files. */
export function knownNotebooks(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
  return new Map(
    files.sort().map((name) => [name.replace(/^(?:part-(\w)-.*|(.*))\.ipynb$/, "$1$2"), join(folder, name)]),
  );
}

/**
 * The notebooks that are meant by names or paths; all known ones where none is given.
 *
 * @throws a sentence that lists the known ones, where a name means nothing
 */
export function chosenNotebooks(wanted: readonly string[], known: ReadonlyMap<string, string>): string[] {
  if (wanted.length === 0) return [...known.values()];
  const files = wanted.map((name) => {
    const file = known.get(name) ?? (name.endsWith(".ipynb") && existsSync(name) ? resolve(name) : undefined);
    if (file === undefined)
      throw new Error(
        `There is no notebook "${name}". Notebooks are ${[...known.keys()].join(", ")}, or the path of an .ipynb file.`,
      );
    return file;
  });
  return [...new Set(files)];
}
