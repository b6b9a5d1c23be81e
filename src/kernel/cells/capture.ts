import type { FromCells } from "../protocol/thread-messages";
import { type Output, OutputArea } from "../runner/outputs";
import { Cell, currentCell } from "./cell-output";

const shown = new Set(["display_data", "execute_result", "update_display_data", "clear_output", "error"]);

type Content = Readonly<Record<string, unknown>>;

/**
 * Collects messages into outputs, as a front end does. Text is buffered until the code pauses, because
 * handling each line separately takes quadratic time.
 */
class Folding {
  readonly #area = new OutputArea(new Map());
  #text: { readonly name: string; text: string } | undefined;

  constructor(private readonly changed: (outputs: readonly Output[]) => void) {}

  print(name: string, text: string): void {
    if (this.#text?.name !== name) this.flush();
    if (this.#text === undefined) {
      this.#text = { name, text: "" };
      queueMicrotask(() => this.flush());
    }
    this.#text.text += text;
  }

  take(type: string, content: Content): void {
    this.flush();
    this.#fold(type, content);
  }

  flush(): void {
    const text = this.#text;
    this.#text = undefined;
    if (text !== undefined) this.#fold("stream", text);
  }

  #fold(type: string, content: Content): void {
    this.#area.take(type, content);
    this.changed([...this.#area.outputs]);
  }
}

/**
 * Captures the output of part of a cell: it goes to `changed` instead of below the cell. Comms work as
 * usual.
 *
 * @throws Error before the first cell
 */
export function capture(changed: (outputs: readonly Output[]) => void) {
  const around = currentCell();
  if (around === undefined) throw new Error("jupyter.capture needs a running cell, and none has run yet.");
  const folding = new Folding(changed);
  const post = (message: FromCells) => {
    if (message.kind === "stream") folding.print(message.name, message.text);
    else if (message.kind === "publish" && shown.has(message.type))
      folding.take(message.type, JSON.parse(message.content));
    else around.surroundings.post(message);
  };
  const describe = (error: unknown) => around.surroundings.describe(error);
  const cell = new Cell({ post, describe }, around.parent, around.origin);
  return {
    run: <T>(work: () => T): T => cell.run(work),
    show: (value: unknown) =>
      cell.show(value, (data) => cell.publish("display_data", { data, metadata: {} })),
    fail: (error: unknown) => cell.publish("error", cell.surroundings.describe(error)),
    shown: () => {
      folding.flush();
      return cell.isShowing ? cell.shown() : undefined;
    },
  };
}
