import { randomUUID } from "node:crypto";
import type * as zeromq from "zeromq";
import { log } from "../protocol/log";
import type { Publication, StreamText } from "../protocol/thread-messages";
import { encode, type Signing, toJson } from "../protocol/wire";
import { protocolVersion } from "./kernel-info";

type Socket = zeromq.Router | zeromq.Publisher;

/** Signs messages and sends them. Each socket sends one at a time, in order. */
export class Sender {
  /** The session id of this kernel. */
  readonly session = randomUUID();
  /** The pending sends of each socket. */
  readonly #sent = new Map<Socket, Promise<void>>();
  #isClosed = false;

  constructor(private readonly signing: () => Signing) {}

  send(
    socket: Socket,
    identities: readonly (Buffer | string)[],
    { type, parent, content, metadata = "{}", buffers }: Omit<Publication, "kind">,
  ): void {
    if (this.#isClosed) return;
    const header = JSON.stringify({
      msg_id: randomUUID(),
      msg_type: type,
      session: this.session,
      username: "kernel",
      date: new Date().toISOString(),
      version: protocolVersion,
    });
    const frames = encode(this.signing(), { identities, header, parent, metadata, content, buffers });
    const before = this.#sent.get(socket) ?? Promise.resolve();
    const sent = before
      .then(() => socket.send(frames))
      .catch((error: Error) => log(`Could not send a message: ${error.message}.`));
    this.#sent.set(socket, sent);
  }

  /** Resolves when ZeroMQ has taken all messages. Later ones are dropped. */
  async close(): Promise<void> {
    await Promise.all(this.#sent.values());
    this.#isClosed = true;
  }
}

/** How long text is buffered, in ms, and how many characters. */
const buffer = { time: 20, length: 65_536 };

/**
 * Publishes on iopub in order, and buffers printed text: one message for each line would overload a front
 * end.
 */
export class Publisher {
  #text = "";
  #from: Pick<StreamText, "parent" | "name"> = { parent: "{}", name: "stdout" };
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (publication: Omit<Publication, "kind">) => void) {}

  publish(publication: Omit<Publication, "kind">): void {
    this.flush();
    this.send(publication);
  }

  stream({ parent, name, text }: Omit<StreamText, "kind">): void {
    if (name !== this.#from.name || parent !== this.#from.parent) this.flush();
    this.#from = { parent, name };
    this.#text += text;
    if (this.#text.length >= buffer.length) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), buffer.time);
  }

  /** Sends the buffered text. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#text === "") return;
    const { parent, name } = this.#from;
    const content = toJson({ name, text: this.#text });
    this.#text = "";
    this.send({ type: "stream", parent, content });
  }
}
