import { Dealer, Request, Subscriber } from "zeromq";
import type { Connection } from "./connection";
import { framesOf, type Message, messageFrom } from "./message";

/** The channels on which a client sends. */
export type Channel = "shell" | "control" | "stdin";

/**
 * Short reconnect interval: the kernel may not listen yet, and its start should not look longer than it is.
 */
const eager = { linger: 0, reconnectInterval: 10, sendHighWaterMark: 0, receiveHighWaterMark: 0 };

/** The sockets of one kernel, on the side of the client. */
export class Channels {
  readonly #dealers: Readonly<Record<Channel, Dealer>>;
  readonly #iopub = new Subscriber({ linger: 0, reconnectInterval: 10, receiveHighWaterMark: 0 });
  /** The pending sends: a socket takes one at a time. */
  #sending = Promise.resolve();

  constructor(
    private readonly connection: Connection,
    session: string,
    received: (channel: Channel | "iopub", message: Message) => void,
  ) {
    // All have one identity: the kernel asks on stdin the client that asked on shell.
    const dealer = () => new Dealer({ ...eager, routingId: session });
    this.#dealers = { shell: dealer(), control: dealer(), stdin: dealer() };
    for (const channel of ["shell", "control", "stdin"] as const) {
      this.#dealers[channel].connect(this.#address(connection[`${channel}_port`]));
      this.#listen(this.#dealers[channel], (message) => received(channel, message));
    }
    this.#iopub.connect(this.#address(connection.iopub_port));
    this.#iopub.subscribe();
    this.#listen(this.#iopub, (message) => received("iopub", message));
  }

  #address(port: number): string {
    return `${this.connection.transport}://${this.connection.ip}:${port}`;
  }

  async #listen(socket: Dealer | Subscriber, received: (message: Message) => void): Promise<void> {
    for await (const frames of socket) received(messageFrom(this.connection.key, frames));
  }

  send(channel: Channel, message: Message): Promise<void> {
    const send = () => this.#dealers[channel].send(framesOf(this.connection.key, message));
    this.#sending = this.#sending.then(send, send);
    return this.#sending;
  }

  /** Whether the heartbeat socket returns what it received. */
  async heartbeat(timeout: number): Promise<boolean> {
    // A new socket for every beat: one that waits for an answer cannot send again.
    const heart = new Request({ linger: 0, receiveTimeout: timeout, sendTimeout: timeout });
    try {
      heart.connect(this.#address(this.connection.hb_port));
      await heart.send("beat");
      const [answer] = await heart.receive();
      return String(answer) === "beat";
    } catch {
      return false;
    } finally {
      heart.close();
    }
  }

  close(): void {
    for (const socket of [...Object.values(this.#dealers), this.#iopub]) socket.close();
  }
}
