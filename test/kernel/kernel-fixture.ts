import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { workbookKernel } from "../../src/kernel/kernelspec";
import type { Json } from "../../src/kernel/protocol/wire";
import type { ExecuteOptions, Execution, KernelCommand } from "../../src/kernel/runner/kernel";
import type { Message } from "../../src/kernel/runner/message";
import { type ReadyKernel, startKernel } from "../../src/kernel/runner/start";

/** How long an answer may take before a test fails, in ms: machines may be slow, but a kernel that hangs is found. */
export const timeout = 20_000;

/** A kernel for all tests of a file, in an empty folder of its own. */
export function useKernel(command: KernelCommand = workbookKernel): {
  readonly kernel: ReadyKernel;
  /** The folder it runs in. */
  readonly folder: string;
  run: typeof run;
} {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "protocol-")));
  let kernel: ReadyKernel;
  beforeAll(async () => {
    kernel = await startKernel(command, { cwd: folder });
  }, 60_000);
  afterAll(async () => {
    await kernel.shutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (code: string, options: ExecuteOptions = {}) => kernel.execute(code, { timeout, ...options });
  return {
    get kernel() {
      return kernel;
    },
    folder,
    run,
  };
}

/** What came for a request, by type. */
export const types = ({ messages }: Pick<Execution, "messages">): string[] =>
  messages.map(({ header }) => header.msg_type);

/** The contents of all messages of one type. */
export const contents = ({ messages }: Pick<Execution, "messages">, type: string): Json[] =>
  messages.filter(({ header }) => header.msg_type === type).map(({ content }) => content);

/** What was printed, both streams as one. */
export const printed = ({ outputs }: Pick<Execution, "outputs">): string =>
  outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");

/** The value of a cell as plain text. */
export const result = ({ outputs }: Pick<Execution, "outputs">): unknown =>
  outputs.flatMap((output) =>
    output.output_type === "execute_result" ? [output.data["text/plain"]] : [],
  )[0];

/** Settles with the first message that fits. */
export function next(kernel: ReadyKernel, fits: (message: Message) => boolean): Promise<Message> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no such message came")), timeout);
    const stop = kernel.onMessage((_, message) => {
      if (!fits(message)) return;
      clearTimeout(timer);
      stop();
      resolve(message);
    });
  });
}

/** Settles when the cell has shown what fits. */
export const shows = (
  kernel: ReadyKernel,
  execution: Execution,
  type: string,
  text: RegExp,
): Promise<Message> => {
  const mine = ({ header, parent_header, content }: Message) =>
    parent_header.msg_id === execution.reply.parent_header.msg_id &&
    header.msg_type === type &&
    text.test(JSON.stringify(content));
  const shown = execution.messages.find(mine);
  return shown === undefined ? next(kernel, mine) : Promise.resolve(shown);
};
