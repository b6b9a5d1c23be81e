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

/** Timeout for the exit of the main thread in ms. Jupyter waits for 5 s. */
const exitTimeoutMs = 3000;

/** A task before it gets its id. */
type Unnumbered<T> = T extends Task ? Omit<T, "id"> : never;

/** The main thread as the server thread sees it. */
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

  /** Sends a task and waits for its end. */
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

  /** Ends the process with this exit code, with SIGKILL if that takes too long. */
  exit(code: number): void {
    // Interrupt first: Node.js would wait for a connected inspector, and print a message about it.
    const exit = () => this.#post({ kind: "exit", code });
    this.interrupt().then(exit, exit);
    setTimeout(() => process.kill(process.pid, "SIGKILL"), exitTimeoutMs);
  }
}

/** How long the main thread may take to answer before it counts as blocked, in ms. */
const answerTimeoutMs = 100;

/** How long the inspector may take before the main thread counts as waiting outside of JavaScript, in ms. */
const inspectorTimeoutMs = 500;

/**
 * Interrupts the main thread in three steps. A message is enough if the cell awaits something. If the
 * thread does not answer, a loop blocks it: V8's inspector terminates the loop. If the inspector does not
 * get through either, the thread waits for a child process, which gets SIGINT like Ctrl-C in a terminal.
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

  /** Interrupts the execution `id`, or late callbacks if there is none. */
  interrupt(id: number | undefined): Promise<void> {
    this.#underWay ??= this.#insist(id).finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** The main thread has stopped the cell. */
  answered(token: number): void {
    if (token === this.#token) this.#answered?.();
  }

  /** The main thread was blocked and waits at the gate. */
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
      if ((await Promise.race([done, pause(answerTimeoutMs, false)])) === true) return;
      await this.#breakIn(token);
    }
  }

  /**
   * Calls the interrupt function on the main thread, on top of the running code. If that is a cell, the
   * function reports it and waits at the gate until V8 has the order to terminate. V8 does so before the
   * cell continues.
   */
  async #breakIn(token: number): Promise<void> {
    const session = new Session();
    session.connectToMainThread();
    let ended: Promise<void> | undefined;
    this.#blocked = () => {
      ended = post(session, "Runtime.terminateExecution");
      Atomics.store(this.gate, 0, 1);
    };
    const outside = setTimeout(interruptPrograms, inspectorTimeoutMs);
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
 * Sends SIGINT to the child processes and to this process, which is being interrupted anyway. Jupyter
 * starts a kernel as the leader of a process group. Otherwise, and on Windows, this does nothing.
 */
function interruptPrograms(): void {
  try {
    process.kill(-process.pid, "SIGINT");
  } catch {}
}

/** Tracebacks recognise frames of the kernel by the name of the script, here this file. */
const call = (token: number): string =>
  `globalThis[Symbol.for("${interruptKey}")](${token})\n//# sourceURL=${__filename}`;

const post = (session: Session, method: string, parameters?: object): Promise<void> =>
  new Promise((resolve, reject) => {
    session.post(method, parameters, (error) => (error ? reject(error) : resolve()));
  });
