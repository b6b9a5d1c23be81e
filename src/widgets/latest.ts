/** How long a run is left in peace, in ms: long enough to show something, short enough for ten of them a second. */
const grace = 100;

/**
 * Work that is asked for faster than it can be done. One run at a time: while it goes on, requests become
 * one, and its signal is aborted; when it has ended, the next run begins.
 */
export class Latest {
  #wanted = false;
  #isStarting = false;
  #running: Promise<void> | undefined;
  #hurry: (() => void) | undefined;

  /** @param run does the work; without a promise it is done when it returns. It must not throw. */
  constructor(private readonly run: (signal: AbortSignal) => Promise<void> | undefined) {}

  /** Asks for a run with what is true now. */
  request(): void {
    this.#wanted = true;
    if (this.#running !== undefined) this.#hurry?.();
    else if (!this.#isStarting) this.#start();
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Settles when nothing is running and nothing wanted. */
  async settled(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  #start(): void {
    this.#isStarting = true;
    try {
      while (this.#wanted && this.#running === undefined) {
        this.#wanted = false;
        this.#begin();
      }
    } finally {
      this.#isStarting = false;
    }
  }

  #begin(): void {
    const abort = new AbortController();
    const since = performance.now();
    this.#running = this.run(abort.signal)?.finally(() => {
      this.#running = undefined;
      this.#start();
    });
    // A run that has just begun gets its time, or a quick hand would never see one.
    this.#hurry = () => {
      this.#hurry = undefined;
      setTimeout(() => abort.abort(), Math.max(0, since + grace - performance.now()));
    };
  }
}
