import { type ChildProcess, spawn } from "node:child_process";

const running = new Set<ChildProcess>();

process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** How much of what a kernel writes outside of any cell is kept, to explain its end. */
const kept = 8192;

/** The process of one kernel. */
export class KernelProcess {
  readonly #child: ChildProcess;
  #log = "";
  /** Settles when the process has ended, with how. */
  readonly ended: Promise<string>;

  constructor([command = "", ...args]: readonly string[], cwd: string, env: NodeJS.ProcessEnv) {
    this.#child = spawn(command, args, {
      cwd,
      // Jupyter's way to tell a kernel whose end it should not outlive.
      env: { ...env, JPY_PARENT_PID: String(process.pid) },
      stdio: ["ignore", "pipe", "pipe"],
      // Ctrl-C in our terminal is ours to handle: it must not reach the kernel as an interrupt.
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
        // What the kernel started itself may live on and hold its output open.
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

  /** The end of what it wrote outside of any cell. */
  get log(): string {
    return this.#log;
  }

  /** Settles once it has written something like `pattern` outside of any cell. */
  said(pattern: RegExp): Promise<void> {
    return new Promise((resolve) => {
      for (const stream of [this.#child.stdout, this.#child.stderr])
        stream?.on("data", () => {
          if (pattern.test(this.#log)) resolve();
        });
    });
  }

  /** Signals to it and, as Jupyter does, to all that it has started. */
  signal(name: NodeJS.Signals): void {
    try {
      if (this.pid !== undefined && process.platform !== "win32") process.kill(-this.pid, name);
      else this.#child.kill(name);
    } catch {
      // It has ended already.
    }
  }
}
