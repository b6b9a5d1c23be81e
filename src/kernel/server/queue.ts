import { setTimeout as pause } from "node:timers/promises";

/** One execution, as the queue sees it. */
export interface Job {
  /** Runs it; its answer is sent by `reply`, called once those to be aborted are known. */
  run(): Promise<{ readonly stops: boolean; reply(): void }>;
  /** Answers it without running it. */
  abort(): void;
}

/** How long requests may be on their way that were sent before the error was known, in ms. */
const onTheWay = 20;

/**
 * Executions one after the other. When one fails and is to stop the others, those sent before its reply
 * are aborted, and none that is sent after it: a front end can only send a cell in answer to an error
 * once the error has been answered.
 */
export class ExecutionQueue {
  readonly #waiting: Job[] = [];
  #running = false;

  add(job: Job): void {
    this.#waiting.push(job);
    if (!this.#running) this.#drain();
  }

  async #drain(): Promise<void> {
    this.#running = true;
    for (let job = this.#waiting.shift(); job !== undefined; job = this.#waiting.shift()) {
      const { stops, reply } = await job.run();
      if (stops) await pause(onTheWay);
      const aborted = stops ? this.#waiting.splice(0) : [];
      reply();
      for (const waiting of aborted) waiting.abort();
    }
    this.#running = false;
  }
}
