import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { remove } from "../../system/files.cjs";
import { venvVariables } from "./venv";

/**
 * A Python program that runs JupyterLab until its standard input closes. That also happens when this process is
 * killed, on every system, so JupyterLab never outlives it.
 */
const program = `
import logging, os, signal, sys, threading
from jupyterlab.labapp import LabApp
def end_with_parent():
    while os.read(0, 1024):
        pass
    logging.disable()
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGTERM)
    else:
        signal.raise_signal(signal.SIGTERM)
threading.Thread(target=end_with_parent, daemon=True).start()
sys.exit(LabApp.launch_instance())
`;

/** How many milliseconds JupyterLab has to shut down its kernels before it is killed. */
const shutdownTimeoutMs = 10_000;

/** A running JupyterLab. */
export interface Jupyter {
  /** Its address with the secret token. Undefined if it ended before it was ready. */
  readonly url: Promise<string | undefined>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;
  /** Asks it to shut down. A second call kills it. */
  stop(): void;
}

/** What JupyterLab writes to a file when it is ready. */
interface ServerInfo {
  readonly url: string;
  readonly token: string;
}

/** Waits until the server is ready. Its file may be read while it is being written, so the end is checked. */
async function address(runtime: string, page: string, child: ChildProcess): Promise<string | undefined> {
  while (child.exitCode === null && child.signalCode === null) {
    const file = readdirSync(runtime).find((name) => /^jpserver-\d+\.json$/.test(name));
    const text = file === undefined ? "" : readFileSync(join(runtime, file), "utf8");
    if (text.trimEnd().endsWith("}")) {
      const { url, token } = JSON.parse(text) as ServerInfo;
      return `${url}${page}${token === "" ? "" : `?token=${token}`}`;
    }
    await pause(50);
  }
  return undefined;
}

/**
 * Starts JupyterLab from the private environment at `root`, opened on `page`.
 *
 * @param python the Python of that environment
 * @param flags flags of `jupyter lab`
 */
export function startJupyter(root: string, python: string, page: string, flags: readonly string[]): Jupyter {
  const runtime = mkdtempSync(join(tmpdir(), "workbook-"));
  const ours = [
    `--ServerApp.root_dir=${root}`,
    `--LabApp.default_url=/${page}`,
    "--no-browser",
    // In a container the user is often root. The server listens only on this machine and needs its token.
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const child = spawn(python, ["-c", program, ...ours, ...flags], {
    cwd: root,
    // With a token that we chose, Jupyter does not print the address a second time.
    env: {
      JUPYTER_TOKEN: randomBytes(24).toString("hex"),
      ...venvVariables(root),
      JUPYTER_RUNTIME_DIR: runtime,
    },
    stdio: ["pipe", "inherit", "inherit"],
    // A separate process group: Ctrl-C reaches only us, and we shut JupyterLab down.
    detached: process.platform !== "win32",
  });
  child.stdin.on("error", () => {}); // it may have ended before we close the stream
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      remove(runtime);
      resolve(code ?? 1);
    });
  });
  const stop = () => {
    if (child.stdin.writableEnded) child.kill("SIGKILL");
    child.stdin.end();
    setTimeout(() => child.kill("SIGKILL"), shutdownTimeoutMs).unref();
  };
  return { url: address(runtime, page, child), ended, stop };
}
