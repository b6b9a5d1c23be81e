/** Jupyter's name (Deno's convention) for the method that answers how a value looks: a MIME bundle. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display");

/** Node's name for the method that answers how a value prints in a terminal or a plain kernel. */
export const nodeInspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/** The ways one value can be shown, by MIME type. There is always a readable plain text among them. */
export interface Bundle {
  readonly "text/plain": string;
  readonly [mimeType: string]: unknown;
}

/**
 * Something that knows how it looks. A front end takes the richest form it can draw; a terminal
 * takes the plain text.
 */
export abstract class Display {
  /** The value in every form it has. */
  abstract [jupyterDisplay](): Bundle;

  [nodeInspect](): string {
    return this.toString();
  }

  toString(): string {
    return this[jupyterDisplay]()["text/plain"];
  }
}

/** The bundle of a value that has one at once; undefined for plain data and for bundles that take time. */
export function bundleOf(value: unknown): Bundle | undefined {
  if (typeof value !== "object" || value === null || !(jupyterDisplay in value)) return undefined;
  const method = value[jupyterDisplay];
  const bundle: unknown = typeof method === "function" ? method.call(value) : undefined;
  return isBundle(bundle) ? bundle : undefined;
}

function isBundle(value: unknown): value is Bundle {
  return typeof value === "object" && value !== null && "text/plain" in value;
}
