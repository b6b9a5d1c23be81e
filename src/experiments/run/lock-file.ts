import { readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * Takes a lock file for this process, also from a process that died with it.
 *
 * @returns how to give it back
 * @throws where a living process holds it
 */
export function lock(file: string): () => void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const owner = Number(readFileSync(file, "utf8"));
    if (isAlive(owner))
      throw new Error(`Process ${owner} is at work on this already (if it is not, delete ${file}).`);
    rmSync(file, { force: true });
  }
  throw new Error(`Another process took ${file} at the same moment: try again.`);
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid < 1) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
