import { setTimeout as pause } from "node:timers/promises";
import type { Json } from "../protocol/wire";
import { connectionFile, connectionOn, freePorts } from "./connection";
import { Kernel, type KernelCommand } from "./kernel";
import { KernelProcess } from "./process";

export interface StartOptions {
  /** The folder it runs in; default: ours. */
  readonly cwd?: string;
  /** Its environment; default: ours. */
  readonly env?: NodeJS.ProcessEnv;
  /** How long it may take to be ready, in ms; default: a minute. */
  readonly timeout?: number;
  /** Five ports to listen on; default: any that are free. */
  readonly ports?: () => Promise<readonly number[]>;
}

/** A kernel that is ready, and its `kernel_info_reply`. */
export interface ReadyKernel extends Kernel {
  readonly info: Json;
}

const portTaken = /EADDRINUSE|address already in use/i;

/** How often a kernel is started on other ports, where somebody took one of its ports first. */
const attempts = 5;

/** How long we wait for an answer before we ask again, in ms. */
const patience = 1000;

/** Waits until the kernel answers and what it publishes reaches us. */
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
    // A reply without "idle": the subscription was not yet in place, and we ask again. No reply at all:
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
 * Starts a kernel in a process of its own and waits until it is ready.
 *
 * @throws with what the kernel wrote last, where it ends or is not ready in time
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
