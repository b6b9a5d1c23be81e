import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file in one step: at every moment it has its old contents or all of the new ones.
 *
 * @param aside the path of the new file until it is complete, in the same folder
 */
export function writeAtomically(
  path: string,
  content: string | Uint8Array,
  aside = `${path}.${process.pid}.new`,
): void {
  rmSync(aside, { force: true });
  try {
    const file = openSync(aside, "wx");
    try {
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
