import { jupyterDisplay, nodeInspect, notebookKernel } from "../../widgets/kernel";

export { jupyterDisplay, nodeInspect, notebookKernel };

/** How a value is displayed, by MIME type. There is always a plain text. */
export interface Bundle {
  readonly "text/plain": string;
  readonly [mimeType: string]: unknown;
}

/** A value that knows how it is displayed: front ends show the richest form they support, terminals the text. */
export abstract class Display {
  /** The value in all its forms. */
  abstract [jupyterDisplay](): Bundle;

  [nodeInspect](): string {
    return this.toString();
  }

  toString(): string {
    return this[jupyterDisplay]()["text/plain"];
  }
}

/** The bundle of a value; undefined if the value has no display method, or one that returns a promise. */
export function bundleOf(value: unknown): Bundle | undefined {
  if (typeof value !== "object" || value === null || !(jupyterDisplay in value)) return undefined;
  const method = value[jupyterDisplay];
  const bundle: unknown = typeof method === "function" ? method.call(value) : undefined;
  return typeof bundle === "object" && bundle !== null && "text/plain" in bundle
    ? (bundle as Bundle)
    : undefined;
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
