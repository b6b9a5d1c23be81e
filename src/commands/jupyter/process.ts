import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { remove } from "../../setup/files.cjs";
import { venvVariables } from "./venv";

/**
 * JupyterLab, ending as soon as our end of its standard input closes: when we say so, and also when this
 * process is killed. The same on every system, without orphans.
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

/** How long JupyterLab may take to shut its kernels down before it is ended by force. */
const patience = 10_000;

/** A JupyterLab that has been started. */
export interface Jupyter {
  /** Where it answers, with its secret token; undefined when it has ended before it listened. */
  readonly url: Promise<string | undefined>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;
  /** Asks it to end; asked twice, it is ended at once. */
  stop(): void;
}

/** What JupyterLab writes about itself once it listens. */
interface ServerInfo {
  readonly url: string;
  readonly token: string;
}

/** Waits for the server to listen. It writes its record in one piece, but not in one instant. */
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
 * @param flags JupyterLab's own, as for `jupyter lab`
 */
export function startJupyter(root: string, python: string, page: string, flags: readonly string[]): Jupyter {
  const runtime = mkdtempSync(join(tmpdir(), "workbook-"));
  const ours = [
    `--ServerApp.root_dir=${root}`,
    `--LabApp.default_url=/${page}`,
    "--no-browser",
    // A container's only user is often root; the server listens on this machine only, behind its token.
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []),
  ];
  const child = spawn(python, ["-c", program, ...ours, ...flags], {
    cwd: root,
    // A token that Jupyter did not make itself keeps it from printing the address in its own words too.
    env: {
      JUPYTER_TOKEN: randomBytes(24).toString("hex"),
      ...venvVariables(root),
      JUPYTER_RUNTIME_DIR: runtime,
    },
    stdio: ["pipe", "inherit", "inherit"],
    // A group of its own: Ctrl-C in the terminal reaches us only, and we end it in good order.
    detached: process.platform !== "win32",
  });
  child.stdin.on("error", () => {}); // it may be gone already when we close our end
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
    setTimeout(() => child.kill("SIGKILL"), patience).unref();
  };
  return { url: address(runtime, page, child), ended, stop };
}
