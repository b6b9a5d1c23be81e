import type { Message } from "./message";

/** What ends the wait for an answer. */
export type End = "reply" | "idle" | "reply and idle";

/** How long after a reply we wait for "idle", in ms: a kernel may lose a message, and plain tslab does. */
const silence = 2000;

/** One request and what comes back for it. */
export class Exchange {
  /** All that came back for it, in order of arrival. */
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
    else this.#timer = setTimeout(this.#resolve, silence);
  }

  fail(how: string): void {
    clearTimeout(this.#timer);
    this.#reject(new Error(`The kernel ${how}.`));
  }
}
