import { AsyncLocalStorage } from "node:async_hooks";
import { inspect } from "node:util";
import type { CommExtras } from "../comm/comm";
import type { ErrorReport } from "../language/session";
import type { FromCells } from "../protocol/thread-messages";
import { toJson } from "../protocol/wire";
import { type Bundle, bundleOf, hideContext, mark, plainBundle } from "./bundle";

const running = new AsyncLocalStorage<Cell>();
let latest: Cell | undefined;

/** The cell of the running code, even long after the cell has ended. Default: the cell that started last. */
export const currentCell = (): Cell | undefined => running.getStore() ?? latest;

/** The cell that started the running code; undefined if none is known. */
export const runningCell = (): Cell | undefined => running.getStore();

/** What a cell needs from the kernel. */
export interface Surroundings {
  post(message: FromCells): void;
  describe(error: unknown): ErrorReport;
}

/** One run of a cell, and where its output goes. */
export class Cell {
  /** Pages for the pager of the front end, sent with the reply. */
  readonly pages: Bundle[] = [];
  #isInterrupted = false;
  #showing: Promise<void> | undefined;

  constructor(
    readonly surroundings: Surroundings,
    readonly parent: string,
    /** What started it, such as its code. The ids of its comms are derived from it. */
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

  /** Runs `work`. Its output, also later output, belongs to this cell. */
  run<T>(work: () => T): T {
    latest = this;
    return running.run(this, work);
  }

  /** Discards everything that the cell still shows. */
  interrupt(): void {
    this.#isInterrupted = true;
  }

  stream(name: "stdout" | "stderr", text: string): void {
    if (text !== "" && !this.#isMute)
      this.surroundings.post({ kind: "stream", parent: this.parent, name, text: hideContext(text) });
  }

  /** Prints an error that does not fail the cell, for instance because it comes after its end. */
  printError(error: unknown): void {
    this.stream("stderr", `${this.surroundings.describe(error).traceback.join("\n")}\n`);
  }

  /**
   * Publishes a message about this cell.
   *
   * @throws TypeError for a content that is not JSON, such as a bigint
   */
  publish(type: string, content: object): void {
    const json = toJson(content);
    if (!this.#isMute) this.surroundings.post({ kind: "publish", type, parent: this.parent, content: json });
  }

  /** Sends a message of a comm. It is not output, so a silent cell sends it too. */
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
   * Computes the bundle of a value, which may take time, and passes it to `publish`. Later output waits,
   * which keeps the order. If the value cannot display itself, plain text is shown.
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

  /** Whether a bundle is still being computed. */
  get isShowing(): boolean {
    return this.#showing !== undefined;
  }

  /** Resolves when everything has been shown. */
  async shown(): Promise<void> {
    while (this.#showing !== undefined) await this.#showing;
  }
}

/** A copy of the bytes. A view would copy its whole buffer to the other thread. */
function bytes(data: ArrayBufferView | ArrayBuffer): Uint8Array {
  const view = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  return Uint8Array.from(view);
}
