import { resolve } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { Json, Message } from "../../../src/kernel/client/message";
import { type ReadyKernel, startKernel } from "../../../src/kernel/client/start";
import { workbookKernel } from "../../../src/kernel/commands";
import { contents, timeout } from "../../kernel/protocol-fixture";

export const root = resolve(__dirname, "../../..");

type Messages = readonly Message[];

/** What was sent to a widget's model: its comm's messages with their data. */
export const sentTo = (messages: Messages, id: string): Json[] =>
  contents({ messages }, "comm_msg")
    .filter(({ comm_id }) => comm_id === id)
    .map(({ data }) => data as Json);

/** What was printed to standard error: where refusals are noted. */
export const noted = (messages: Messages): string =>
  contents({ messages }, "stream")
    .map(({ text }) => text)
    .join("");

/** A kernel for all tests of a file that has the library imported, seen as a front end sees it. */
export function useWidgets() {
  let kernel: ReadyKernel;
  beforeAll(async () => {
    kernel = await startKernel(workbookKernel, { cwd: root });
    // The whole library is compiled here: on a busy machine that takes its time.
    await kernel.execute('import * as w from "autoencoder-workbook"', { timeout: 100_000 });
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
    /** Sends something to a model as a front end does; what came for it. */
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
