import { createHash } from "node:crypto";

/** What a comm carries: JSON data, JSON metadata and raw bytes. */
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

/** Sends a message of the comm protocol to the front ends. */
export type CommSend = (type: CommMessageType, content: object, extras: CommExtras) => void;

/** A channel between an object in a cell and its counterpart in the front end, as the widgets use it. */
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
   * @throws Error once the comm is closed
   */
  send(data: CommMessage["data"], extras: CommExtras = {}): void {
    if (!this.#isOpen)
      throw new Error(`The comm ${this.id} (${this.target}) is closed: open another one to send more.`);
    this.transmit("comm_msg", { comm_id: this.id, data }, extras);
  }

  /** Closes both sides. Closing twice is closing once. */
  close(data: CommMessage["data"] = {}, extras: CommExtras = {}): void {
    if (!this.#isOpen) return;
    this.#end();
    this.transmit("comm_close", { comm_id: this.id, data }, extras);
  }

  /** The other side has sent something. */
  receive(message: CommMessage): void {
    this.onMessage?.(message);
  }

  /** The other side has closed the comm. */
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
 * Ids for comms. They are derived from what opens the comm and from how many it has opened before: unique
 * while the kernel lives, and the same whenever a notebook is run again, so that its file stays the same, too.
 * After a restart an id means what the same code has opened before, or nothing.
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
