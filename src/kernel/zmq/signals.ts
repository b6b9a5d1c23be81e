/**
 * A thread that only waits for SIGINT. Node.js delivers signals through the event loop of the main thread,
 * which a busy cell blocks. A script that runs with `breakOnSigint` is interrupted in any thread.
 */
import { Script } from "node:vm";
import { parentPort } from "node:worker_threads";

const never = new Int32Array(new SharedArrayBuffer(4));
const sleep = "__sleep()";
const watch = "__watch()";

/** Runs `code` until SIGINT. */
function untilSigint(code: string): void {
  try {
    new Script(code).runInThisContext({ breakOnSigint: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") throw error;
    parentPort?.postMessage("SIGINT");
  }
}

Object.assign(globalThis, {
  __sleep: () => Atomics.wait(never, 0, 0),
  __watch: () => {
    for (;;) untilSigint(sleep);
  },
});

// Two nested scripts: between two sleeps of the inner one, the outer one still handles a signal. Otherwise
// it would end the process.
for (;;) untilSigint(watch);
