import { randomUUID } from "node:crypto";
import type { Publisher, Router } from "zeromq";
import type { Publication } from "../link";
import { log } from "../log";
import { protocolVersion } from "./kernel-info";
import { encode, type Signing } from "./wire";

type Socket = Router | Publisher;

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
