/** The server thread: it speaks Jupyter's protocol, and answers whatever the cells are doing. */
import { join } from "node:path";
import { type MessagePort, parentPort, Worker, workerData } from "node:worker_threads";
import type { ServerData } from "../link";
import { log } from "../log";
import { MainThread } from "./main-thread";
import { watchParent } from "./orphan";
import { Server } from "./server";

const { connectionFile, gate } = workerData as ServerData;
const mainThread = new MainThread(parentPort as MessagePort, gate, (message) => server.publish(message));
const server = new Server(connectionFile, mainThread);

server.init().catch((error: Error) => {
  log(`The kernel cannot listen: ${error.message}.`);
  server.leave(1);
});
new Worker(join(__dirname, "signals.js")).on("message", () => server.interrupt());
watchParent(() => server.leave(0));
