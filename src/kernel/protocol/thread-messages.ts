/**
 * What the two threads of the kernel say to each other. The server thread speaks Jupyter's protocol and
 * never runs anything long, so that it always answers; the main thread runs the cells.
 *
 * A `parent` is the header of the request something belongs to, as the JSON text in which it came.
 */

/** What the main thread is asked to do; each is answered by `Done` with the same id. */
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
  /** Nothing that the cell shows is published. */
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

/** Asks the main thread to let go of one execution (or of what runs late, where none is running). */
export interface Interrupt {
  readonly kind: "interrupt";
  readonly token: number;
  readonly id: number | undefined;
}

export type ToCells = Task | Interrupt | { readonly kind: "exit"; readonly code: number };

/** A task is done; `content` is the reply's, as JSON text. */
export interface Done {
  readonly kind: "done";
  readonly id: number;
  readonly content: string;
  readonly failed: boolean;
  /** The cell's value as plain text, for the history. */
  readonly result?: string | undefined;
}

/** A message for everyone; its content is JSON text. */
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
  /** The main thread was blocked by a cell, and waits at the gate to be broken off. */
  | { readonly kind: "blocked"; readonly token: number };

/** What the server thread is given at its start. */
export interface ServerData {
  readonly connectionFile: string;
  /** One number: 0 keeps a blocked main thread waiting while it is about to be broken off. */
  readonly gate: Int32Array;
}

/** The global function by which the server thread reaches into a main thread that is blocked. */
export const interruptKey = "kernel.interrupt";
