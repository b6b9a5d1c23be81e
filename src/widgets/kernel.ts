/** The name of the method that returns how a value is displayed. Deno's convention, used by the kernel, too. */
export const jupyterDisplay: unique symbol = Symbol.for("Jupyter.display");

/** Node's name of the method that returns how a value is printed. */
export const nodeInspect: unique symbol = Symbol.for("nodejs.util.inspect.custom");

/** A message from the front end's end of a comm. Its data may be anything. */
export interface CommMessage {
  readonly data: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Uint8Array[];
}

interface Extras {
  readonly metadata?: Record<string, unknown>;
  readonly buffers?: readonly ArrayBufferView[];
}

/** A channel to the front end. */
export interface Comm {
  readonly id: string;
  onMessage: ((message: CommMessage) => void) | undefined;
  onClose: (() => void) | undefined;
  send(data: Record<string, unknown>, extras?: Extras): void;
  close(): void;
}

/** An output of a cell, in the notebook format. */
export type Output = Readonly<Record<string, unknown>>;

/** Collects what some work prints, displays and throws. */
export interface Capture {
  run<T>(work: () => T): T;
  show(value: unknown): void;
  fail(error: unknown): void;
  /** Resolves when all values are displayed; undefined if they already are. */
  shown(): Promise<void> | undefined;
}

/** The kernel's global `jupyter`. Other kernels may provide only `display`. */
interface NotebookKernel {
  display(value: unknown): { update(value: unknown): void };
}

/** The workbook's kernel, which supports widgets. */
interface WidgetKernel extends NotebookKernel {
  readonly comms: {
    open(target: string, data: Record<string, unknown>, extras: Extras): Comm;
    registerTarget(target: string, opened: (comm: Comm) => void): () => void;
  };
  capture(changed: (outputs: readonly Output[]) => void): Capture;
}

/** The kernel this code runs in; undefined in a plain program. */
export function notebookKernel(): NotebookKernel | undefined {
  const { jupyter } = globalThis as { jupyter?: Partial<NotebookKernel> };
  return typeof jupyter?.display === "function" ? (jupyter as NotebookKernel) : undefined;
}

/** The kernel this code runs in, if it supports widgets. */
export function widgetKernel(): WidgetKernel | undefined {
  const kernel = notebookKernel();
  return kernel !== undefined && "comms" in kernel && "capture" in kernel
    ? (kernel as WidgetKernel)
    : undefined;
}
