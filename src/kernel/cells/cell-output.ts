import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";
import type { CommExtras } from "../comm/comm";
import type { ErrorReport } from "../language/session";
import type { FromCells } from "../protocol/thread-messages";
import { toJson } from "../protocol/wire";
import { type Bundle, bundleOf, hideContext, mark, plainBundle } from "./bundle";

const running = new AsyncLocalStorage<Cell>();
let latest: Cell | undefined;

/** The cell that what runs now belongs to, however late it runs; by default the one that started last. */
export const currentCell = (): Cell | undefined => running.getStore() ?? latest;

/** The cell that what runs now was certainly started by. */
export const runningCell = (): Cell | undefined => running.getStore();

/** What a cell needs of the kernel around it. */
export interface Surroundings {
  post(message: FromCells): void;
  describe(error: unknown): ErrorReport;
}

/** One run of a cell, or of anything else that may show something: where its output goes. */
export class Cell {
  /** What to show beside the notebook, sent with the reply. */
  readonly pages: Bundle[] = [];
  #isInterrupted = false;
  #showing: Promise<void> | undefined;

  constructor(
    readonly surroundings: Surroundings,
    readonly parent: string,
    /** What it came of, such as its code: the comms that it opens are named after it. */
    readonly origin: string,
    private readonly silent = false,
  ) {}

  get isInterrupted(): boolean {
    return this.#isInterrupted;
  }

  get #isMute(): boolean {
    return this.silent || this.#isInterrupted;
  }

  [inspect.custom](): string {
    return mark;
  }

  /** Runs `work` so that all that comes of it, now and later, belongs to this cell. */
  run<T>(work: () => T): T {
    latest = this;
    return running.run(this, work);
  }

  /** From now on nothing that it still does is shown. */
  interrupt(): void {
    this.#isInterrupted = true;
  }

  stream(name: "stdout" | "stderr", text: string): void {
    if (text !== "" && !this.#isMute)
      this.surroundings.post({ kind: "stream", parent: this.parent, name, text: hideContext(text) });
  }

  /** Prints an error that comes too late, or matters too little, to fail the cell. */
  printError(error: unknown): void {
    this.stream("stderr", `${this.surroundings.describe(error).traceback.join("\n")}\n`);
  }

  /**
   * Publishes a message about this cell.
   *
   * @throws TypeError for a content that is no JSON, such as a bigint
   */
  publish(type: string, content: object): void {
    const json = toJson(content);
    if (!this.#isMute) this.surroundings.post({ kind: "publish", type, parent: this.parent, content: json });
  }

  /** Sends a message to the counterpart of a comm; it is no output, so that a silent cell sends it, too. */
  transmit(type: string, content: object, { metadata = {}, buffers = [] }: CommExtras): void {
    this.surroundings.post({
      kind: "publish",
      type,
      parent: this.parent,
      content: toJson(content),
      metadata: toJson(metadata),
      buffers: buffers.map(bytes),
    });
  }

  /**
   * Shows a value: works out its bundle, which may take time, and gives it to `publish`. What else is shown
   * meanwhile waits, so that the order stays. A value that fails to show itself shows as plain text.
   */
  show(value: unknown, publish: (bundle: Bundle) => void): void {
    const fail = (error: unknown) => {
      this.printError(error);
      publish(plainBundle(value));
    };
    try {
      const bundle = bundleOf(value);
      if (this.#showing !== undefined || bundle instanceof Promise) this.#showLater(bundle, publish, fail);
      else publish(bundle);
    } catch (error) {
      fail(error);
    }
  }

  #showLater(
    bundle: Bundle | Promise<Bundle>,
    publish: (bundle: Bundle) => void,
    fail: (error: unknown) => void,
  ): void {
    const before = this.#showing;
    const showing = Promise.all([bundle, before])
      .then(([shown]) => publish(shown))
      .catch(fail)
      .finally(() => {
        if (this.#showing === showing) this.#showing = undefined;
      });
    this.#showing = showing;
  }

  /** Whether something takes time to show. */
  get isShowing(): boolean {
    return this.#showing !== undefined;
  }

  /** Settles when everything has been shown. */
  async shown(): Promise<void> {
    while (this.#showing !== undefined) await this.#showing;
  }
}

/** A copy of its own: a view would drag the whole memory it looks at from thread to thread. */
function bytes(data: ArrayBufferView | ArrayBuffer): Uint8Array {
  const view = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  return Uint8Array.from(view);
}
