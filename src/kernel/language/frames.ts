/** A line of a stack: the call as V8 words it, and where it is. */
export interface Frame {
  call: string;
  label: string;
  line: number;
  column: number;
}

/** The frames of a stack that speak of somebody's code: not Node's own, not built-in functions. */
export function framesOf(stack: unknown): Frame[] {
  if (typeof stack !== "string") return [];
  return stack.split("\n").flatMap((text) => {
    const call = /^\s+at (.*)$/.exec(text)?.[1] ?? "";
    const open = call.endsWith(")") ? call.indexOf(" (") + 1 : 0;
    const location = open ? call.slice(open + 1, -1) : call.replace(/^async /, "");
    const [, label, line, column] = /^(.+):(\d+):(\d+)$/.exec(location) ?? [];
    if (!label || label.startsWith("node:")) return [];
    return [{ call, label, line: Number(line), column: Number(column) }];
  });
}
