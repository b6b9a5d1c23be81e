import type { MessagePort } from "node:worker_threads";
import type { Done, FromCells, Publication, StreamText, Task, ToCells } from "../link";
import { Interrupter } from "./interrupter";

/** How long the main thread may take to end, in ms: Jupyter waits for 5 s. */
const farewell = 3000;

/** A task without the number that this side gives it. */
type Unnumbered<T> = T extends Task ? Omit<T, "id"> : never;

/** The main thread, where the cells run, as the server thread sees it. */
export class MainThread {
  readonly #pending = new Map<number, (done: Done) => void>();
  readonly #interrupter: Interrupter;
  #tasks = 0;
  #executing: number | undefined;

  constructor(
    private readonly port: MessagePort,
    gate: Int32Array,
    published: (message: Publication | StreamText) => void,
  ) {
    this.#interrupter = new Interrupter((interrupt) => this.#post(interrupt), gate);
    port.on("message", (message: FromCells) => {
      if (message.kind === "done") this.#pending.get(message.id)?.(message);
      else if (message.kind === "interrupted") this.#interrupter.answered(message.token);
      else if (message.kind === "blocked") this.#interrupter.blocked(message.token);
      else published(message);
    });
  }

  #post(message: ToCells): void {
    this.port.postMessage(message);
  }

  /** Has a task done. */
  async ask(task: Unnumbered<Task>): Promise<Done> {
    const id = ++this.#tasks;
    if (task.kind === "execute") this.#executing = id;
    const done = await new Promise<Done>((resolve) => {
      this.#pending.set(id, resolve);
      this.#post({ ...task, id } as Task);
    });
    this.#pending.delete(id);
    if (this.#executing === id) this.#executing = undefined;
    return done;
  }

  interrupt(): Promise<void> {
    return this.#interrupter.interrupt(this.#executing);
  }

  /** Ends the process with this code; by force where what it is doing cannot be broken off. */
  exit(code: number): void {
    // First what runs is ended, and the inspector has let go: Node.js, asked to exit before, would wait for that, aloud.
    const exit = () => this.#post({ kind: "exit", code });
    this.interrupt().then(exit, exit);
    setTimeout(() => process.kill(process.pid, "SIGKILL"), farewell);
  }
}
