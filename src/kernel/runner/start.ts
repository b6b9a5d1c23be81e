import { setTimeout as pause } from "node:timers/promises";
import type { Json } from "../protocol/wire";
import { connectionFile, connectionOn, freePorts } from "./connection";
import { Kernel, type KernelCommand } from "./kernel";
import { KernelProcess } from "./process";

export interface StartOptions {
  /** Its working directory. Default: the current one. */
  readonly cwd?: string;
  /** Its environment. Default: the current one. */
  readonly env?: NodeJS.ProcessEnv;
  /** Timeout in ms. Default: a minute. */
  readonly timeout?: number;
  /** Five ports to listen on. Default: free ones. */
  readonly ports?: () => Promise<readonly number[]>;
}

/** A kernel that is ready, with its `kernel_info_reply`. */
export interface ReadyKernel extends Kernel {
  readonly info: Json;
}

const portTaken = /EADDRINUSE|address already in use/i;

/** How many times to start a kernel on other ports, if another program has taken one of them. */
const attempts = 5;

/** Timeout of one request before it is sent again, in ms. */
const patience = 1000;

/** Waits until the kernel answers and its publications arrive. */
async function ready(kernel: Kernel, timeout: number): Promise<Json> {
  const over = pause(timeout, "over" as const, { ref: false });
  for (;;) {
    const replied = new Promise<void>((resolve) => {
      const stop = kernel.onMessage((channel) => {
        if (channel !== "shell") return;
        stop();
        resolve();
      });
    });
    const whole = kernel.request("shell", "kernel_info_request");
    // A reply without "idle" means that the subscription was not active yet: ask again. No reply means that
    // the kernel has not started yet, or lost the request, as plain tslab does while it binds its sockets.
    const again = Promise.race([replied.then(() => pause(20)), pause(patience, undefined, { ref: false })]);
    const answer = await Promise.race([whole, again, over]);
    whole.catch(() => {}); // it may still fail after we have gone on
    if (answer === "over")
      throw new Error(`The kernel was not ready within ${timeout} ms: ${kernel.process.log}`);
    if (answer !== undefined) return answer.reply.content;
  }
}

/**
 * Starts a kernel in its own process and waits until it is ready.
 *
 * @throws with the end of its log if the kernel ends or is not ready in time
 */
export async function startKernel(command: KernelCommand, options: StartOptions = {}): Promise<ReadyKernel> {
  const { cwd = process.cwd(), env = process.env, timeout = 60_000, ports = () => freePorts(5) } = options;
  for (let attempt = 1; ; attempt++) {
    const connection = connectionOn(await ports());
    const { file, remove } = connectionFile(connection);
    const argv = command.argv.map((argument) => argument.replace("{connection_file}", file));
    const started = new KernelProcess(argv, cwd, env);
    const kernel = new Kernel(connection, started, command.interruptMode);
    const taken = started.said(portTaken).then(() => Promise.reject(new Error("a port was taken")));
    taken.catch(() => {}); // a cell may say so long after we have gone on
    try {
      return Object.assign(kernel, { info: await Promise.race([ready(kernel, timeout), taken]) });
    } catch (error) {
      await kernel.kill();
      if (!portTaken.test(started.log) || attempt === attempts) throw error;
    } finally {
      remove();
    }
  }
}
