/** What stands for a cell where a value is printed that remembers its cell. */
export const mark = "<cell>";

const traces = /,?\s*\[?Symbol\((?:kResourceStore|(?:trigger_)?async_id_symbol)\)\]?: (?:<cell>|\d+)/g;
const tallPromise = /Promise \{\n\s*([^\n]{1,60})\n\s*\}/g;

/**
 * A printed value without the marks by which Node.js follows asynchronous work: they stand among
 * the properties of promises and timers, and differ from run to run.
 */
export function hideContext(text: string): string {
  if (!text.includes("Symbol(")) return text;
  const hidden = text.replace(traces, "");
  return hidden === text ? text : hidden.replace(tallPromise, "Promise { $1 }");
}
