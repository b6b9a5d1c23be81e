/**
 * What this folder uses of tslab 1.0.22, typed in one place. tslab is pinned exactly, since its `dist`
 * modules are private: a new version means reading its ZmqServer again.
 */
import Module from "node:module";
import type { Publisher, Reply, Router } from "zeromq";

interface ConnectionInfo {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme?: string;
}

/** tslab's server: it reads the connection file, binds the five sockets and listens. */
interface TslabServer {
  readonly connInfo: ConnectionInfo;
  readonly iopub: Publisher;
  readonly shell: Router;
  readonly control: Router;
  readonly stdin: Router;
  readonly hb: Reply;
  init(): Promise<void>;
  /** Called once a socket, before it is bound. */
  bindSocket(socket: Publisher | Reply | Router, port: number): Promise<void>;
  /** Called with every message on shell and control; nobody waits for its promise. */
  handleShellMessage(socket: Router, ...frames: Buffer[]): Promise<void>;
  close(): void;
}

type TslabServerClass = new (handler: { close(): void }, connectionFile: string) => TslabServer;

// tslab's server module also loads the converter and, with it, the whole of TypeScript (0.2 s, 80 MB),
// only for a handler that this kernel does not use. In this thread it gets an empty module instead.
const converter = require.resolve("tslab/dist/converter");
const empty = new Module(converter);
empty.loaded = true;
require.cache[converter] = empty;

export const { ZmqServer } = require("tslab/dist/jupyter") as { ZmqServer: TslabServerClass };
