import { resolve } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { workbookKernel } from "../../../src/kernel/kernelspec";
import type { Json } from "../../../src/kernel/protocol/wire";
import type { Message } from "../../../src/kernel/runner/message";
import { type ReadyKernel, startKernel } from "../../../src/kernel/runner/start";
import { contents, timeout } from "../../kernel/kernel-fixture";

export const root = resolve(__dirname, "../../..");

type Messages = readonly Message[];

/** The data of the messages that a widget's model received through its comm. */
export const sentTo = (messages: Messages, id: string): Json[] =>
  contents({ messages }, "comm_msg")
    .filter(({ comm_id }) => comm_id === id)
    .map(({ data }) => data as Json);

/** The text on standard error, which reports refused messages. */
export const noted = (messages: Messages): string =>
  contents({ messages }, "stream")
    .map(({ text }) => text)
    .join("");

/** A kernel that has imported the widgets, shared by all tests of a file. */
export function useWidgets() {
  let kernel: ReadyKernel;
  beforeAll(async () => {
    kernel = await startKernel(workbookKernel, { cwd: root });
    // The first import compiles the whole library, which is slow on a busy machine.
    await kernel.execute('import * as w from "autoencoder-workbook/widgets"', { timeout: 100_000 });
  }, 120_000);
  afterAll(() => kernel.shutdown());

  return {
    get kernel() {
      return kernel;
    },
    run: (code: string) => kernel.execute(code, { timeout }),
    /** Runs a cell and returns the ids of the models that it opened, by their models' names. */
    async open(code: string): Promise<Record<string, string>> {
      const execution = await kernel.execute(code, { timeout });
      const opened = contents(execution, "comm_open").map(({ comm_id, data }) => {
        const { state } = data as { state: Json };
        return [String(state._model_name), String(comm_id)] as const;
      });
      return Object.fromEntries(opened);
    },
    /** The value of an expression. */
    async value(expression: string): Promise<unknown> {
      const { outputs } = await kernel.execute(`JSON.stringify(${expression})`, { timeout });
      const [output] = outputs;
      const text = output?.output_type === "execute_result" ? String(output.data["text/plain"]) : "";
      return JSON.parse(text.slice(1, -1));
    },
    /** Sends data to a model as a front end does, and returns the messages that followed. */
    tell: (comm_id: string, data: unknown): Promise<Messages> =>
      kernel.notify("comm_msg", { comm_id, data }, { timeout }),
    /** Moves a control. */
    move: (comm_id: string, state: Json): Promise<Messages> =>
      kernel.notify(
        "comm_msg",
        { comm_id, data: { method: "update", state, buffer_paths: [] } },
        { timeout },
      ),
  };
}
