/**
 * The kernel: `node main.js CONNECTION_FILE`. This thread runs the cells. A second thread speaks with
 * Jupyter, so a busy cell never blocks it. zmq/server.ts describes the route of a cell.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { globals, jupyter } from "./cells/jupyter";
import { captureOutput, refuseExit, refuseInput, showLateErrors } from "./cells/stdio";
import { Cells } from "./cells/task-runner";
import { createLanguage } from "./language/session";
import { log } from "./protocol/log";
import type { ServerData, ToCells } from "./protocol/thread-messages";

function main([connectionFile]: readonly string[]): void {
  if (connectionFile === undefined) {
    log("The connection file is missing. Usage: node main.js CONNECTION_FILE");
    process.exitCode = 1;
    return;
  }
  // Started first: it listens while TypeScript loads.
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ServerData = { connectionFile, gate };
  const server = new Worker(join(__dirname, "zmq", "thread.js"), { workerData });
  const language = createLanguage({
    cwd: process.cwd(),
    globals,
    warn: (text) => process.stderr.write(`${text}\n`),
  });
  const cells = new Cells(language, (message) => server.postMessage(message), gate);
  Object.defineProperty(globalThis, "jupyter", {
    value: jupyter(cells.comms),
    configurable: true,
    writable: true,
  });

  const exit = refuseExit();
  server.on("message", (message: ToCells) => {
    if (message.kind === "interrupt") cells.interrupt(message);
    else if (message.kind === "exit") exit(message.code);
    else cells.do(message);
  });
  server.on("error", (error) => {
    log(`The server thread of the kernel failed: ${error.stack}`);
    exit(1);
  });

  captureOutput();
  refuseInput();
  showLateErrors();
  language.warmUp();
}

main(process.argv.slice(2));
