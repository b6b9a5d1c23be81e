import { createHash } from "node:crypto";

/** The payload of a comm message: JSON data, JSON metadata and raw bytes. */
export interface CommMessage {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly buffers: readonly Uint8Array[];
}

export interface CommExtras {
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly buffers?: readonly (ArrayBufferView | ArrayBuffer)[];
}

export type CommMessageType = "comm_open" | "comm_msg" | "comm_close";

/** Sends a comm message to the front ends. */
export type CommSend = (type: CommMessageType, content: object, extras: CommExtras) => void;

/** A channel between an object in a cell and its counterpart in the front end, as widgets use it. */
export class Comm {
  onMessage: ((message: CommMessage) => void) | undefined;
  onClose: ((message: CommMessage) => void) | undefined;
  #isOpen = true;

  constructor(
    readonly id: string,
    readonly target: string,
    private readonly transmit: CommSend,
    private readonly closed: (comm: Comm) => void,
  ) {}

  /**
   * Sends data to the other side.
   *
   * @throws Error if the comm is closed
   */
  send(data: CommMessage["data"], extras: CommExtras = {}): void {
    if (!this.#isOpen)
      throw new Error(`The comm ${this.id} (${this.target}) is closed: open another one to send more.`);
    this.transmit("comm_msg", { comm_id: this.id, data }, extras);
  }

  /** Closes both sides. Closing it again does nothing. */
  close(data: CommMessage["data"] = {}, extras: CommExtras = {}): void {
    if (!this.#isOpen) return;
    this.#end();
    this.transmit("comm_close", { comm_id: this.id, data }, extras);
  }

  /** Handles a message from the other side. */
  receive(message: CommMessage): void {
    this.onMessage?.(message);
  }

  /** Handles the close message of the other side. */
  receiveClose(message: CommMessage): void {
    this.#end();
    this.onClose?.(message);
  }

  #end(): void {
    this.#isOpen = false;
    this.closed(this);
  }
}

/**
 * Ids for comms, derived from what opens the comm and the number of its earlier comms. They are unique
 * while the kernel runs, and the same when a notebook runs again, which keeps its file unchanged.
 */
export class CommIds {
  readonly #opened = new Map<string, number>();

  next(origin: string): string {
    const of = createHash("sha256").update(origin).digest("hex");
    const count = this.#opened.get(of) ?? 0;
    this.#opened.set(of, count + 1);
    return createHash("sha256").update(`${of} ${count}`).digest("hex").slice(0, 32);
  }
}
