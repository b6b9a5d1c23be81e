import { type ChildProcess, spawn } from "node:child_process";

const running = new Set<ChildProcess>();

process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** How many characters of the kernel's log are kept, to explain why it ended. */
const kept = 8192;

/** The process of one kernel. */
export class KernelProcess {
  readonly #child: ChildProcess;
  #log = "";
  /** Resolves with a description when the process has ended. */
  readonly ended: Promise<string>;

  constructor([command = "", ...args]: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn(command, args, {
      cwd,
      // Jupyter's variable for the parent process: the kernel ends when that process ends.
      env: { ...env, JPY_PARENT_PID: String(process.pid) },
      stdio: ["ignore", "pipe", "pipe"],
      // Own process group: Ctrl-C in the terminal must not interrupt the kernel.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    running.add(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#log = (this.#log + text).slice(-kept);
      });
    this.ended = new Promise<string>((resolve) => {
      this.#child.on("error", (error) => resolve(`could not be started: ${error.message}`));
      this.#child.on("exit", (code, signal) => {
        const how = `ended (${signal ?? `exit code ${code}`})`;
        this.#child.on("close", () => resolve(how));
        // A child process of the kernel may live on and keep its output open.
        setTimeout(() => resolve(how), 500).unref();
      });
    }).finally(() => {
      running.delete(this.#child);
      this.#child.stdout?.destroy();
      this.#child.stderr?.destroy();
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** The end of its log. */
  get log(): string {
    return this.#log;
  }

  /** Resolves when its log matches `pattern`. */
  said(pattern: RegExp): Promise<void> {
    return new Promise((resolve) => {
      for (const stream of [this.#child.stdout, this.#child.stderr])
        stream?.on("data", () => {
          if (pattern.test(this.#log)) resolve();
        });
    });
  }

  /** Sends a signal to the kernel and its child processes, as Jupyter does. */
  signal(name: NodeJS.Signals): void {
    try {
      if (this.pid !== undefined && process.platform !== "win32") process.kill(-this.pid, name);
      else this.#child.kill(name);
    } catch {
      // It has ended already.
    }
  }
}
