import type { Message } from "./message";

/** What ends an exchange. */
export type End = "reply" | "idle" | "reply and idle";

/** How long to wait for "idle" after a reply, in ms. A kernel may lose that message, and plain tslab does. */
const idleTimeoutMs = 2000;

/** One request and its answers. */
export class Exchange {
  /** All answers, in order of arrival. */
  readonly messages: Message[] = [];
  readonly settled: Promise<void>;
  reply: Message | undefined;
  #idle = false;
  #resolve: () => void = () => {};
  #reject: (reason: Error) => void = () => {};
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly what: string,
    private readonly end: End,
    timeout: number | undefined,
    private readonly received: (message: Message) => void = () => {},
  ) {
    this.settled = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.settled.catch(() => {}); // the caller may look at it later
    if (timeout !== undefined)
      this.#timer = setTimeout(
        () => this.fail(`did not answer the ${this.what} within ${timeout} ms`),
        timeout,
      );
  }

  add(message: Message): void {
    this.messages.push(message);
    this.received(message);
    const { msg_type } = message.header;
    if (msg_type.endsWith("_reply")) this.reply = message;
    if (msg_type === "status" && message.content.execution_state === "idle") this.#idle = true;
    const replied = this.reply !== undefined || this.end === "idle";
    const idle = this.#idle || this.end === "reply";
    if (!replied) return;
    clearTimeout(this.#timer);
    if (idle) this.#resolve();
    else this.#timer = setTimeout(this.#resolve, idleTimeoutMs);
  }

  fail(how: string): void {
    clearTimeout(this.#timer);
    this.#reject(new Error(`The kernel ${how}.`));
  }
}
