import { Session } from "node:inspector";
import { setTimeout as pause } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import {
  type Done,
  type FromCells,
  type Interrupt,
  interruptKey,
  type Publication,
  type StreamText,
  type Task,
  type ToCells,
} from "../protocol/thread-messages";

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

/** How long the main thread may take to answer before it counts as blocked, in ms. */
const patience = 100;

/** How long the inspector may take to reach into it before it counts as waiting outside of JavaScript, in ms. */
const nativePatience = 500;

/**
 * Interrupts the main thread. It is first asked: where a cell awaits something, that is all it takes. Where
 * it does not answer it is blocked by a loop, and V8's inspector, which reaches into a running thread, ends
 * the loop; then it is asked again. Where not even the inspector gets through, it waits for a program that
 * a cell has started: that is interrupted, as Ctrl-C in a terminal would do.
 */
export class Interrupter {
  #token = 0;
  #answered: (() => void) | undefined;
  #blocked: (() => void) | undefined;
  #underWay: Promise<void> | undefined;

  constructor(
    private readonly ask: (interrupt: Interrupt) => void,
    private readonly gate: Int32Array,
  ) {}

  /** Interrupts the execution `id`, or what runs late where none is running. */
  interrupt(id: number | undefined): Promise<void> {
    this.#underWay ??= this.#insist(id).finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** The main thread has let go. */
  answered(token: number): void {
    if (token === this.#token) this.#answered?.();
  }

  /** The main thread was blocked, and waits to be broken off. */
  blocked(token: number): void {
    if (token === this.#token) this.#blocked?.();
  }

  async #insist(id: number | undefined): Promise<void> {
    const token = ++this.#token;
    const done = new Promise<true>((resolve) => {
      this.#answered = () => resolve(true);
    });
    for (;;) {
      this.ask({ kind: "interrupt", token, id });
      if ((await Promise.race([done, pause(patience, false)])) === true) return;
      await this.#breakIn(token);
    }
  }

  /**
   * Calls the main thread's own function, whatever it is running. Where that is a cell, the function says
   * so and waits at the gate, until the order to end the cell has been given too: V8 carries it out before
   * the cell runs on.
   */
  async #breakIn(token: number): Promise<void> {
    const session = new Session();
    session.connectToMainThread();
    let ended: Promise<void> | undefined;
    this.#blocked = () => {
      ended = post(session, "Runtime.terminateExecution");
      Atomics.store(this.gate, 0, 1);
    };
    const outside = setTimeout(interruptPrograms, nativePatience);
    try {
      await post(session, "Runtime.evaluate", { expression: call(token) });
      await ended;
    } finally {
      clearTimeout(outside);
      this.#blocked = undefined;
      Atomics.store(this.gate, 0, 0);
      session.disconnect();
    }
  }
}

/**
 * Interrupts the programs that this process has started, and itself, which is being interrupted anyway.
 * Jupyter starts a kernel as the leader of a process group; where it is none, or on Windows, this does nothing.
 */
function interruptPrograms(): void {
  try {
    process.kill(-process.pid, "SIGINT");
  } catch {}
}

/** The name of a script, here this file's, is what tracebacks know the kernel's own frames by. */
const call = (token: number): string =>
  `globalThis[Symbol.for("${interruptKey}")](${token})\n//# sourceURL=${__filename}`;

const post = (session: Session, method: string, parameters?: object): Promise<void> =>
  new Promise((resolve, reject) => {
    session.post(method, parameters, (error) => (error ? reject(error) : resolve()));
  });
