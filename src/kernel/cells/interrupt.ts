import { createHook, executionAsyncResource } from "node:async_hooks";
import { dirname, join } from "node:path";
import { type FromCells, interruptKey } from "../protocol/thread-messages";
import { type Cell, currentCell, runningCell } from "./cell-output";

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
    if (cutOff !== undefined) forgetHalfLoaded();
    this.#cutOff = undefined;
    this.#answered = token;
    return cutOff;
  }

  #breakIn(token: number): void {
    // It got through by itself in the meantime; or it is the kernel that is busy, with TypeScript: that ends.
    if (token === this.#answered || !isCellRunning()) return;
    const error = new Interrupted();
    void error.stack; // V8 words it when it is first asked for: now, as long as the cell is there
    this.post({ kind: "blocked", token });
    if (!this.#passGate()) return;
    this.#cutOff = { error, cell: currentCell() };
    leaveAsyncContexts(error);
  }

  /** Waits until the gate opens. By looking, not by sleeping: the cell itself may be asleep in Atomics.wait, and V8 has one bed a thread. */
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
 * Whether what is on the stack may be cut off: cells and what they call may, but not the kernel's own work
 * for them, such as compiling: it would be left half done.
 */
function isCellRunning(): boolean {
  const frames = stack();
  const outermost = frames.map(({ script }) => script.startsWith(language)).lastIndexOf(true);
  if (outermost < 0) return frames.some(isForeign);
  // Inside of the language a cell runs as a script; outside, something of a cell's calls back into it.
  const runsScript = ({ script, name }: Frame) => script === "node:vm" && name === "runInThisContext";
  return frames.slice(0, outermost).some(runsScript) || frames.slice(outermost + 1).some(isForeign);
}

function stack(): readonly Frame[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    Error.prepareStackTrace = (_, sites) =>
      // Those that only await what runs are no part of it.
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

/** Forgets the modules that were cut off while they loaded: whoever imports them next would get them half done. */
export function forgetHalfLoaded(): void {
  for (const [id, loaded] of Object.entries(require.cache))
    if (loaded?.loaded === false) delete require.cache[id];
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
