import { inspect } from "node:util";

/** What a value shows, by MIME type. */
export type Bundle = Readonly<Record<string, unknown>>;

/** A value with a method of this name, the same as in Deno, returns its own bundle or a promise of it. */
const jupyterDisplay = Symbol.for("Jupyter.display");

/** The text that the console of Node.js shows for a value. */
export function plainBundle(value: unknown): Bundle {
  try {
    return { "text/plain": hideContext(inspect(value)) };
  } catch (error) {
    return { "text/plain": `[a value that cannot be shown: ${error}]` };
  }
}

/**
 * What a value shows: the bundle of its display method, or plain text. Bytes become base64, as Jupyter
 * expects for images. Plain text is added if it is missing.
 *
 * @throws what the display method throws, and a TypeError if it does not return a bundle
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
      `The Jupyter.display method returned ${inspect(bundle, { depth: 0 })}, expected an object such as { "text/html": "…" }.`,
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

/** The text for a cell inside a printed value. */
export const mark = "<cell>";

const traces = /,?\s*\[?Symbol\((?:kResourceStore|(?:trigger_)?async_id_symbol)\)\]?: (?:<cell>|\d+)/g;
const tallPromise = /Promise \{\n\s*([^\n]{1,60})\n\s*\}/g;

/**
 * Removes the symbols by which Node.js tracks asynchronous work from a printed promise or timer: they
 * differ from run to run.
 */
export function hideContext(text: string): string {
  if (!text.includes("Symbol(")) return text;
  const hidden = text.replace(traces, "");
  return hidden === text ? text : hidden.replace(tallPromise, "Promise { $1 }");
}
