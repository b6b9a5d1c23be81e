import { inspect } from "node:util";

/** The ways a value can be shown, by MIME type. */
export type Bundle = Readonly<Record<string, unknown>>;

/** The name, known from Deno, of the method by which a value says how it shows: a bundle or the promise of one. */
const jupyterDisplay = Symbol.for("Jupyter.display");

/** A value as Node.js's console shows it. */
export function plainBundle(value: unknown): Bundle {
  try {
    return { "text/plain": hideContext(inspect(value)) };
  } catch (error) {
    return { "text/plain": `[a value that cannot be shown: ${error}]` };
  }
}

/**
 * How a value shows: by its own display method if it has one, else as plain text. Bytes become base64, as
 * Jupyter wants images, and plain text is added where it is missing.
 *
 * @throws what the display method throws, and a TypeError if it answers no bundle
 */
export function bundleOf(value: unknown): Bundle | Promise<Bundle> {
  const method = displayMethod(value);
  if (method === undefined) return plainBundle(value);
  const bundle = method.call(value);
  const complete = (own: unknown): Bundle => completed(value, own);
  return isThenable(bundle) ? Promise.resolve(bundle).then(complete) : complete(bundle);
}

function displayMethod(value: unknown): ((this: unknown) => unknown) | undefined {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  const method = (value as { [jupyterDisplay]?: unknown })[jupyterDisplay];
  return typeof method === "function" ? (method as () => unknown) : undefined;
}

function completed(value: unknown, bundle: unknown): Bundle {
  if (typeof bundle !== "object" || bundle === null || Array.isArray(bundle))
    throw new TypeError(
      `The Jupyter.display method answered ${inspect(bundle, { depth: 0 })}, expected an object such as { "text/html": "…" }.`,
    );
  const entries = Object.entries(bundle).map(([mimeType, data]) => [
    mimeType,
    data instanceof Uint8Array
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64")
      : data,
  ]);
  const own: Bundle = Object.fromEntries(entries);
  return "text/plain" in own ? own : { ...own, ...plainBundle(value) };
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";

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
