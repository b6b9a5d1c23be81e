import { readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * Takes a lock that holds the number of this process, so that two runs do not write into one folder. The
 * lock of a process that is gone counts nothing.
 *
 * @returns what gives it back
 * @throws a sentence where another process has it
 */
export function lock(path: string): () => void {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    const holder = Number(readFileSync(path, "utf8"));
    if (holder !== process.pid && isAlive(holder))
      throw new Error(`Process ${holder} is writing there: wait until it has ended, or delete ${path}.`);
    rmSync(path);
    return lock(path);
  }
  return () => rmSync(path, { force: true });
}

function isAlive(holder: number): boolean {
  if (!Number.isInteger(holder) || holder < 1) return false;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
