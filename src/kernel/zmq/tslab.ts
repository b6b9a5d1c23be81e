/**
 * The parts of tslab 1.0.22 that this folder uses, with types. tslab is pinned to one version, because its
 * `dist` modules are private: read its ZmqServer again before you upgrade.
 */
import Module from "node:module";
import type { Publisher, Reply, Router } from "zeromq";

interface ConnectionInfo {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme?: string;
}

/** tslab's server: reads the connection file, binds the five sockets and listens. */
interface TslabServer {
  readonly connInfo: ConnectionInfo;
  readonly iopub: Publisher;
  readonly shell: Router;
  readonly control: Router;
  readonly stdin: Router;
  readonly hb: Reply;
  init(): Promise<void>;
  /** Called once for each socket, before it is bound. */
  bindSocket(socket: Publisher | Reply | Router, port: number): Promise<void>;
  /** Called for every message on shell and control. Nothing awaits its promise. */
  handleShellMessage(socket: Router, ...frames: Buffer[]): Promise<void>;
  close(): void;
}

type TslabServerClass = new (handler: { close(): void }, connectionFile: string) => TslabServer;

// tslab's server module also loads the converter, and with it TypeScript (0.2 s, 80 MB), for a handler that
// this kernel does not use. An empty module replaces it.
const converter = require.resolve("tslab/dist/converter");
const empty = new Module(converter);
empty.loaded = true;
require.cache[converter] = empty;

export const { ZmqServer } = require("tslab/dist/jupyter") as { ZmqServer: TslabServerClass };
