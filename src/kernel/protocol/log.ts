import { writeSync } from "node:fs";

/** Writes to the kernel's own log: its process's standard error, which the cells' output does not use. */
export function log(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // Whoever started the kernel may have closed the pipe; there is nobody left to tell.
  }
}
