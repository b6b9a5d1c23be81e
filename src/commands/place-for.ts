import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Sees to it that a file can be written, before hours of work go into it: its folder is there afterwards,
 * and nothing but older results are in its place.
 *
 * @throws in a sentence that says what is in the way
 */
export function placeFor(file: string): void {
  const other = "choose another place with --out";
  if (isFolder(file)) throw new Error(`${file} is a folder: name a file in it with --out.`);
  if (existsSync(file) && !statSync(file).isFile()) throw new Error(`${file} is no ordinary file: ${other}.`);
  if (existsSync(file) && !holdsResults(file))
    throw new Error(`${file} holds something else than results of an experiment: ${other}.`);
  const folder = dirname(file);
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    const why = code === "EEXIST" ? `${path} is a file` : `${code} at ${path}`;
    throw new Error(`${file} cannot be written (${why}): ${other}.`);
  }
}

/** Results carry their digest before their rows; an empty file holds nothing to lose. */
function holdsResults(file: string): boolean {
  const text = readFileSync(file, "utf8");
  return text === "" || /"digest":"[0-9a-f]{64}","rows":\[/.test(text);
}

/** Level by level: where the system lets no folder be made, as in /proc, Node's own recursion never ends. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have been a moment faster.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
