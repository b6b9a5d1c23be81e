/** How often we look whether whoever started us still lives, in ms. */
const interval = 1000;

/**
 * Calls `orphaned` when the process that started this one has ended, where Jupyter asks for that by the
 * variable JPY_PARENT_PID. (On Windows it holds a handle that Node.js cannot wait for: there a kernel
 * outlives a Jupyter that crashes.)
 */
export function watchParent(orphaned: () => void): void {
  if (!process.env.JPY_PARENT_PID || process.platform === "win32") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    orphaned();
  }, interval);
}
