import { writeSync } from "node:fs";

/** Writes to the kernel's own log: standard error of its process. Output of cells does not go there. */
export function log(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // The parent process may have closed the pipe.
  }
}
