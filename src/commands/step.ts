/** Tells what is under way, in one line where a person watches; called with nothing, it clears the line. */
export function step(): (what?: string) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => {};
  return (what) => stderr.write(what === undefined ? "\r\u001b[K" : `\r\u001b[K${what} …`);
}
