/**
 * The messages between the two threads of the kernel. The server thread speaks Jupyter's protocol and never
 * runs anything long, so it always answers. The main thread runs the cells.
 *
 * A `parent` is the header of the request that a message belongs to, as the JSON text in which it came.
 */

/** A task for the main thread, which answers it with a `Done` of the same id. */
export type Task =
  | ({ kind: "execute" } & ExecuteTask)
  | ({ kind: "complete" | "inspect" } & CursorTask)
  | { kind: "isComplete"; id: number; code: string }
  | { kind: "commInfo"; id: number; target: string | undefined }
  | ({ kind: "comm" } & CommTask);

export interface ExecuteTask {
  readonly id: number;
  readonly parent: string;
  readonly code: string;
  /** Whether to publish nothing that the cell shows. */
  readonly silent: boolean;
  /** The number of the execution, as in `[3]`. */
  readonly count: number;
  readonly expressions: Readonly<Record<string, string>>;
}

export interface CursorTask {
  readonly id: number;
  readonly code: string;
  /** In Unicode code points, as Jupyter counts. */
  readonly cursor: number;
  readonly detail: number;
}

export interface CommTask {
  readonly id: number;
  readonly parent: string;
  readonly type: "comm_open" | "comm_msg" | "comm_close";
  readonly content: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Uint8Array[];
}

/** Interrupts one execution, or late callbacks if no execution runs. */
export interface Interrupt {
  readonly kind: "interrupt";
  readonly token: number;
  readonly id: number | undefined;
}

export type ToCells = Task | Interrupt | { readonly kind: "exit"; readonly code: number };

/** The end of a task. `content` is the content of the reply as JSON text. */
export interface Done {
  readonly kind: "done";
  readonly id: number;
  readonly content: string;
  readonly failed: boolean;
  /** The cell's value as plain text, for the history. */
  readonly result?: string | undefined;
}

/** A message on iopub. Its content is JSON text. */
export interface Publication {
  readonly kind: "publish";
  readonly type: string;
  readonly parent: string;
  readonly content: string;
  readonly metadata?: string | undefined;
  readonly buffers?: readonly Uint8Array[] | undefined;
}

export interface StreamText {
  readonly kind: "stream";
  readonly parent: string;
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

export type FromCells =
  | Done
  | Publication
  | StreamText
  | { readonly kind: "interrupted"; readonly token: number }
  /** A cell blocked the main thread, which now waits at the gate for its termination. */
  | { readonly kind: "blocked"; readonly token: number };

/** The data with which the server thread starts. */
export interface ServerData {
  readonly connectionFile: string;
  /** One number: 0 makes a blocked main thread wait until V8 has received the order to terminate the cell. */
  readonly gate: Int32Array;
}

/** The key of the global function that the server thread calls on a blocked main thread. */
export const interruptKey = "kernel.interrupt";
