import { randomUUID } from "node:crypto";
import type * as zeromq from "zeromq";
import { log } from "../protocol/log";
import type { Publication, StreamText } from "../protocol/thread-messages";
import { encode, type Signing, toJson } from "../protocol/wire";
import { protocolVersion } from "./kernel-info";

type Socket = zeromq.Router | zeromq.Publisher;

/** Puts our name and signature to messages, and sends them: on one socket in order, since it takes one at a time. */
export class Sender {
  /** This kernel's life, as messages name it. */
  readonly session = randomUUID();
  /** For each socket, what is under way: it settles when all has been handed to ZeroMQ. */
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
      .catch((error: Error) => log(`A message could not be sent: ${error.message}.`));
    this.#sent.set(socket, sent);
  }

  /** Settles when all has been handed to ZeroMQ; after that nothing more is sent. */
  async close(): Promise<void> {
    await Promise.all(this.#sent.values());
    this.#isClosed = true;
  }
}

/** How long text is gathered before it is sent, in ms, and how much of it. */
const gather = { time: 20, length: 65_536 };

/** Puts messages for everyone in order, and gathers what is printed: one message a line would drown a front end. */
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
    if (this.#text.length >= gather.length) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), gather.time);
  }

  /** Sends what has been gathered. */
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
