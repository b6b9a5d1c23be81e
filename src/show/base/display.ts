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

/** The kernel's global object, with which a cell shows values and changes what it has shown. */
interface Kernel {
  display(value: unknown): { update(value: unknown): void };
}

/** The notebook kernel in which the library runs; undefined in a plain program. */
export function notebookKernel(): Kernel | undefined {
  const { jupyter } = globalThis as { jupyter?: Partial<Kernel> };
  return typeof jupyter?.display === "function" ? (jupyter as Kernel) : undefined;
}

/**
 * Shows a value now, in the middle of a cell. The last value of a cell is shown without it.
 *
 * The workbook's kernel shows the value in its richest form. Elsewhere it is printed.
 *
 * @example
 * display("half way") // → undefined
 */
export function display(value: unknown): void {
  const kernel = notebookKernel();
  if (kernel) kernel.display(value);
  else console.log(value);
}
