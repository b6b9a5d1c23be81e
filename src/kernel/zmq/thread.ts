import { join } from "node:path";
import { type MessagePort, parentPort, Worker, workerData } from "node:worker_threads";
import { log } from "../protocol/log";
import type { ServerData } from "../protocol/thread-messages";
import { MainThread } from "./main-thread-proxy";
import { Server } from "./server";

/** How often to check the parent process, in ms. */
const interval = 1000;

/**
 * Calls `orphaned` when the parent process has ended, if Jupyter asks for that by JPY_PARENT_PID. Not on
 * Windows: there Jupyter passes a handle, and Node.js cannot wait for it.
 */
export function watchParent(orphaned: () => void): void {
  if (!process.env.JPY_PARENT_PID || process.platform === "win32") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    orphaned();
  }, interval);
}

/** The server thread: it speaks Jupyter's protocol, and answers whatever the cells are doing. */

const { connectionFile, gate } = workerData as ServerData;
const mainThread = new MainThread(parentPort as MessagePort, gate, (message) => server.publish(message));
const server = new Server(connectionFile, mainThread);

server.init().catch((error: Error) => {
  log(`The kernel cannot listen: ${error.message}.`);
  server.leave(1);
});
new Worker(join(__dirname, "signals.js")).on("message", () => server.interrupt());
watchParent(() => server.leave(0));
