import { createHook, executionAsyncResource } from "node:async_hooks";
import { dirname, join } from "node:path";
import { type FromCells, interruptKey } from "../protocol/thread-messages";
import { type Cell, currentCell, runningCell } from "./cell-output";

/** The error of an interrupted cell. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  constructor() {
    super("the cell was interrupted");
  }
}

/** What the interrupt stopped on a blocked thread. The stack of the error says where. */
export interface CutOff {
  readonly error: Interrupted;
  readonly cell: Cell | undefined;
}

/** Timeout at the gate in ms. The server thread answers at once. */
const patience = 1000;

/**
 * The main thread's side of interrupts. If the thread is blocked, the server thread calls the function
 * under `interruptKey` on top of the running code. If that code is a cell, V8 terminates it when the
 * function returns.
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

  /** What was stopped since the last request. `token` belongs to the request that is answered now. */
  answer(token: number): CutOff | undefined {
    const cutOff = this.#cutOff;
    if (cutOff !== undefined) forgetHalfLoaded();
    this.#cutOff = undefined;
    this.#answered = token;
    return cutOff;
  }

  #breakIn(token: number): void {
    // The main thread became free in the meantime, or it is busy in TypeScript, which ends by itself.
    if (token === this.#answered || !isCellRunning()) return;
    const error = new Interrupted();
    void error.stack; // V8 words it when it is first asked for: now, as long as the cell is there
    this.post({ kind: "blocked", token });
    if (!this.#passGate()) return;
    this.#cutOff = { error, cell: currentCell() };
    leaveAsyncContexts(error);
  }

  /** Waits until the gate opens. It spins: the cell may already block this thread in Atomics.wait. */
  #passGate(): boolean {
    const end = Date.now() + patience;
    while (Atomics.load(this.gate, 0) === 0) if (Date.now() > end) return false;
    return true;
  }
}

interface Frame {
  readonly script: string;
  readonly name: string | null;
}

const kernel = dirname(__dirname);
const language = join(kernel, "language");
const isForeign = ({ script }: Frame): boolean => !/^(?:$|node:)/.test(script) && !script.startsWith(kernel);

/**
 * Whether the code on the stack may be stopped: cells and what they call may. The kernel's own work for
 * them, such as compiling, may not, because it would be left half done.
 */
function isCellRunning(): boolean {
  const frames = stack();
  const outermost = frames.map(({ script }) => script.startsWith(language)).lastIndexOf(true);
  if (outermost < 0) return frames.some(isForeign);
  // A cell runs as a script, started by the language or by a callback of the cell.
  const runsScript = ({ script, name }: Frame) => script === "node:vm" && name === "runInThisContext";
  return frames.slice(0, outermost).some(runsScript) || frames.slice(outermost + 1).some(isForeign);
}

function stack(): readonly Frame[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    Error.prepareStackTrace = (_, sites) =>
      // Frames that only await the running code do not count.
      sites
        .filter((site) => !site.isAsync?.())
        .map((site) => ({
          script: site.getScriptNameOrSourceURL?.() ?? "",
          name: site.getFunctionName(),
        }));
    return new Error().stack as unknown as Frame[];
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}

/** Removes the modules that were stopped while they loaded: the next import would get them half loaded. */
export function forgetHalfLoaded(): void {
  for (const [id, loaded] of Object.entries(require.cache))
    if (loaded?.loaded === false) delete require.cache[id];
}

/**
 * Terminating a script unwinds the stack without leaving the async contexts that Node.js had entered. The
 * async-hook stack is then corrupt, and Node.js aborts. Its handler for uncaught exceptions resets that
 * stack, so it is called here.
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

/** Stops a timer that an interrupted cell sets, or that fires in it, after the current callback. */
function stopIfInterrupted(resource: object): void {
  if (!isTimer(resource) || !runningCell()?.isInterrupted) return;
  queueMicrotask(() => {
    clearTimeout(resource as NodeJS.Timeout);
    clearImmediate(resource as NodeJS.Immediate);
  });
}

/**
 * Stops the timers of interrupted cells, and so the loops that await them. Enable it only when needed:
 * async hooks cost time.
 */
export const timersOfInterrupted = createHook({
  init: (_id, _type, _trigger, resource) => stopIfInterrupted(resource),
  before: () => stopIfInterrupted(executionAsyncResource()),
});
