import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { formatNotebook, type Notebook, parseNotebook } from "./format";

/**
 * Reads a notebook file.
 *
 * @throws a sentence that begins with the file's name
 */
export function readNotebook(file: string): Notebook {
  try {
    return parseNotebook(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} ${(error as Error).message}`);
  }
}

/**
 * Replaces a notebook file in one step: whoever reads or interrupts finds the old one or the new one whole.
 *
 * @returns whether there was something to change
 */
export function writeNotebook(file: string, notebook: Notebook): boolean {
  const text = formatNotebook(notebook);
  const target = realpathSync(file);
  if (readFileSync(target, "utf8") === text) return false;
  const fresh = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(fresh, text, { mode: statSync(target).mode });
    renameSync(fresh, target);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
  return true;
}
