import type { Publisher, Router } from "zeromq";
import { log } from "../log";

type Frames = Parameters<Router["send"]>[0];

/** Sends on one socket in order: a socket takes a message at a time, and mostly, but not always, at once. */
export class Outbox {
  #sent: Promise<void> = Promise.resolve();

  constructor(private readonly socket: Router | Publisher) {}

  send(frames: Frames): void {
    this.#sent = this.#sent
      .then(() => this.socket.send(frames))
      .catch((error: Error) => log(`A message could not be sent: ${error.message}.`));
  }

  /** Settles when all has been handed to ZeroMQ. */
  get sent(): Promise<void> {
    return this.#sent;
  }
}
