import { type Output, OutputArea } from "../client/outputs";
import type { FromCells } from "../link";
import { Cell, currentCell } from "./cell";

const shown = new Set(["display_data", "execute_result", "update_display_data", "clear_output", "error"]);

/**
 * A place of its own for what part of a cell shows: instead of below the cell it goes to `changed`, folded
 * as a front end would fold it. Comms work on as they do around it.
 *
 * @throws Error before the first cell, where there is nothing around it
 */
export function capture(changed: (outputs: readonly Output[]) => void) {
  const around = currentCell();
  if (around === undefined) throw new Error("There is no cell yet whose output could be captured.");
  const area = new OutputArea(new Map());
  const take = (type: string, content: Readonly<Record<string, unknown>>) => {
    area.take(type, content);
    changed([...area.outputs]);
  };
  const post = (message: FromCells) => {
    if (message.kind === "stream") take("stream", { name: message.name, text: message.text });
    else if (message.kind === "publish" && shown.has(message.type))
      take(message.type, JSON.parse(message.content));
    else around.surroundings.post(message);
  };
  const describe = (error: unknown) => around.surroundings.describe(error);
  const cell = new Cell({ post, describe }, around.parent, around.origin);
  return {
    run: <T>(work: () => T): T => cell.run(work),
    show: (value: unknown) =>
      cell.show(value, (data) => cell.publish("display_data", { data, metadata: {} })),
    fail: (error: unknown) => cell.publish("error", cell.surroundings.describe(error)),
    shown: () => (cell.isShowing ? cell.shown() : undefined),
  };
}
