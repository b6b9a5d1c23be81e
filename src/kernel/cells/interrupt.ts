import { createHook, executionAsyncResource } from "node:async_hooks";
import { dirname } from "node:path";
import { type FromCells, interruptKey } from "../link";
import { type Cell, currentCell, runningCell } from "./cell";

/** What an interrupted cell ends with. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("the cell was interrupted");
  }
}

/** What was cut off on a blocked thread: the error says where it was. */
export interface CutOff {
  readonly error: Interrupted;
  readonly cell: Cell | undefined;
}

/** How long to wait at the gate before giving up, in ms: the server thread answers at once. */
const patience = 1000;

/**
 * The main thread's side of interrupts. Where it is blocked, the server thread calls the function under
 * `interruptKey` in the midst of whatever runs; if that is a cell, V8 ends it as soon as the function returns.
 */
export class Interrupts {
  #cutOff: CutOff | undefined;
  #answered = 0;

  constructor(
    private readonly post: (message: FromCells) => void,
    private readonly gate: Int32Array,
  ) {
    const breakIn = (token: number) => this.#breakIn(token);
    Object.defineProperty(globalThis, Symbol.for(interruptKey), { value: breakIn });
  }

  /** What has been cut off since the last request; `token` is the request's, which is answered now. */
  answer(token: number): CutOff | undefined {
    const cutOff = this.#cutOff;
    this.#cutOff = undefined;
    this.#answered = token;
    return cutOff;
  }

  #breakIn(token: number): void {
    // It got through by itself in the meantime; or it is the kernel that is busy, with TypeScript: that ends.
    if (token === this.#answered || !isForeignCodeRunning()) return;
    const error = new Interrupted();
    void error.stack; // V8 words it when it is first asked for: now, as long as the cell is there
    this.post({ kind: "blocked", token });
    if (Atomics.wait(this.gate, 0, 0, patience) === "timed-out") return;
    this.#cutOff = { error, cell: currentCell() };
    leaveAsyncContexts(error);
  }
}

/** Whether anything on the stack is neither this kernel's nor Node's. */
function isForeignCodeRunning(): boolean {
  const own = [dirname(__dirname), "node:", dirname(require.resolve("tslab/package.json"))];
  return scriptsOnStack().some(
    (script) =>
      script !== "" && !own.some((start) => script.startsWith(start)) && !/typescript-for-tslab/.test(script),
  );
}

function scriptsOnStack(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getScriptNameOrSourceURL?.() ?? "");
    return new Error().stack as unknown as string[];
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

/**
 * Ending a script unwinds the stack past the places where Node.js would leave the async contexts it had
 * entered, and then it finds its books in disorder and aborts. An uncaught exception unwinds the stack in
 * the same way; so Node's handler for these, which puts the books in order, is called here.
 */
function leaveAsyncContexts(error: Error): void {
  const { _fatalException } = process as unknown as {
    _fatalException(error: Error, fromPromise: boolean): boolean;
  };
  process.setUncaughtExceptionCaptureCallback(null);
  process.setUncaughtExceptionCaptureCallback(() => {});
  try {
    _fatalException.call(process, error, false);
  } finally {
    process.setUncaughtExceptionCaptureCallback(null);
  }
}

const isTimer = (resource: unknown): boolean =>
  ["Timeout", "Immediate"].includes((resource as object | null)?.constructor?.name ?? "");

/** Stops a timer that an interrupted cell sets or that goes off in it, once the callback under way is over. */
function stopIfInterrupted(resource: object): void {
  if (!isTimer(resource) || !runningCell()?.isInterrupted) return;
  queueMicrotask(() => {
    clearTimeout(resource as NodeJS.Timeout);
    clearImmediate(resource as NodeJS.Immediate);
  });
}

/** Ends the timers of interrupted cells, and with them the loops that await these. Watching costs time: enable it when needed. */
export const timersOfInterrupted = createHook({
  init: (_id, _type, _trigger, resource) => stopIfInterrupted(resource),
  before: () => stopIfInterrupted(executionAsyncResource()),
});
