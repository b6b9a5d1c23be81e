/** How long a run may continue after a newer request, in ms. Otherwise fast input would cancel every run. */
const grace = 100;

/**
 * Runs the newest of many requests, one run at a time. A request during a run aborts the run's signal; when the
 * run has ended, the next one starts, however many requests came in between.
 */
export class Latest {
  #wanted = false;
  #isStarting = false;
  #running: Promise<void> | undefined;
  #abortSoon: (() => void) | undefined;

  /** @param run does the work and must not throw. If it returns no promise, it is done when it returns. */
  constructor(private readonly run: (signal: AbortSignal) => Promise<void> | undefined) {}

  /** Requests a run with the current values. */
  request(): void {
    this.#wanted = true;
    if (this.#running !== undefined) this.#abortSoon?.();
    else if (!this.#isStarting) this.#start();
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Resolves when nothing is running or requested. */
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
    this.#abortSoon = () => {
      this.#abortSoon = undefined;
      setTimeout(() => abort.abort(), Math.max(0, since + grace - performance.now()));
    };
  }
}
