import { join } from "node:path";
import { type MessagePort, parentPort, Worker, workerData } from "node:worker_threads";
import { log } from "../protocol/log";
import type { ServerData } from "../protocol/thread-messages";
import { MainThread } from "./main-thread";
import { Server } from "./server";

/** How often we look whether whoever started us still lives, in ms. */
const interval = 1000;

/**
 * Calls `orphaned` when the process that started this one has ended, where Jupyter asks for that by the
 * variable JPY_PARENT_PID. (On Windows it holds a handle that Node.js cannot wait for: there a kernel
 * outlives a Jupyter that crashes.)
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
