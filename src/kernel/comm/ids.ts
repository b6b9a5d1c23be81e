import { createHash } from "node:crypto";

/**
 * Ids for comms. They are derived from what opens the comm and from how many it has opened before: unique
 * while the kernel lives, and the same whenever a notebook is run again, so that its file stays the same, too.
 * After a restart an id means what the same code has opened before, or nothing.
 */
export class CommIds {
  readonly #opened = new Map<string, number>();

  next(origin: string): string {
    const of = createHash("sha256").update(origin).digest("hex");
    const count = this.#opened.get(of) ?? 0;
    this.#opened.set(of, count + 1);
    return createHash("sha256").update(`${of} ${count}`).digest("hex").slice(0, 32);
  }
}
