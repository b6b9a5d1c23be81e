import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parts } from "../autoencoder/question";
import { indexNotebook } from "../book/site/notebook-pages";
import { UsageError } from "./terminal";

/** The file names of the workbook's notebooks. Readers may keep others in the same folder. */
export const ownNotebooks: readonly string[] = [indexNotebook, ...parts.map(({ notebook }) => notebook)];

/** The short names of a folder's notebooks, such as `index` or a part's letter, and their files. */
export function knownNotebooks(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));
  const nameOf = (file: string) =>
    parts.find(({ notebook }) => notebook === file)?.id ?? file.replace(/\.ipynb$/, "");
  return new Map(files.sort().map((file) => [nameOf(file), join(folder, file)]));
}

/** The notebooks with these names or paths. Default: all known ones. */
export function chosenNotebooks(wanted: readonly string[], known: ReadonlyMap<string, string>): string[] {
  if (wanted.length === 0) return [...known.values()];
  const files = wanted.map((name) => {
    const file = known.get(name) ?? (name.endsWith(".ipynb") && existsSync(name) ? resolve(name) : undefined);
    if (file === undefined)
      throw new UsageError(
        `There is no notebook "${name}". Use ${[...known.keys()].join(", ")}, or the path of an .ipynb file.`,
      );
    return file;
  });
  return [...new Set(files)];
}
