import { randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a kernel listens: the content of a connection file. */
export interface Connection {
  readonly transport: "tcp";
  readonly ip: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly signature_scheme: "hmac-sha256";
  readonly key: string;
}

const ip = "127.0.0.1";

/**
 * Below the ports that systems assign to outgoing connections (from 32768 on Linux, 49152 elsewhere). Such
 * a connection could take a port before the kernel does, even our own connection to that port.
 */
const range = { from: 20_000, to: 32_768 };

/** Listens on a random port of the range. */
function listen(): Promise<Server & { readonly port: number }> {
  const port = randomInt(range.from, range.to);
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", (error: NodeJS.ErrnoException) =>
      ["EADDRINUSE", "EACCES"].includes(error.code ?? "") ? resolve(listen()) : reject(error),
    );
    server.listen(port, ip, () => resolve(Object.assign(server, { port })));
  });
}

/**
 * Ports that are free now. Another program may take one before the kernel does; then the start is retried.
 */
export async function freePorts(count: number): Promise<number[]> {
  // All are open at the same time, so they differ.
  const servers = await Promise.all(Array.from({ length: count }, listen));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return servers.map(({ port }) => port);
}

/** A connection on the given ports with a new key. */
export function connectionOn([
  shell = 0,
  iopub = 0,
  stdin = 0,
  control = 0,
  hb = 0,
]: readonly number[]): Connection {
  return {
    transport: "tcp",
    ip,
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: hb,
    signature_scheme: "hmac-sha256",
    key: randomBytes(32).toString("hex"),
  };
}

/** Folders of connection files that are still needed. */
const folders = new Set<string>();

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

process.on("exit", () => {
  for (const folder of folders) remove(folder);
});

/**
 * Writes the connection file, readable by this user only: its key gives access to the kernel. Remove it as
 * soon as the kernel has read it.
 */
export function connectionFile(connection: Connection): { file: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "kernel-"));
  folders.add(folder);
  const file = join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  return { file, remove: () => remove(folder) };
}
