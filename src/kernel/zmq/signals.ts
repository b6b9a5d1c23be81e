/**
 * A thread that does nothing but wait for SIGINT. Node.js delivers signals through the main thread's event
 * loop, which a busy cell blocks; but a script run with `breakOnSigint` is broken off by the signal in
 * whatever thread it runs.
 */
import { Script } from "node:vm";
import { parentPort } from "node:worker_threads";

const never = new Int32Array(new SharedArrayBuffer(4));
const sleep = "__sleep()";
const watch = "__watch()";

/** Runs `code` until a SIGINT ends it. */
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

// One inside the other: between two sleeps the outer script still stands guard, or a second signal at that
// moment would end the process.
for (;;) untilSigint(watch);
