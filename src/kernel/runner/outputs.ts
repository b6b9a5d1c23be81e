import type { Json } from "../protocol/wire";
import type { Message } from "./message";

/** Printed text. */
export interface StreamOutput {
  readonly output_type: "stream";
  readonly name: "stdout" | "stderr";
  readonly text: string;
}

/** A displayed value. */
interface DisplayOutput {
  readonly output_type: "display_data";
  readonly data: Json;
  readonly metadata: Json;
}

/** The value of a cell. */
interface ResultOutput {
  readonly output_type: "execute_result";
  readonly data: Json;
  readonly metadata: Json;
  readonly execution_count: number | null;
}

/** An error of a cell. */
export interface ErrorOutput {
  readonly output_type: "error";
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

/** One output of a cell in nbformat 4. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The outputs by display id, over all cells of a kernel. */
export type Displays = Map<string, Mutable<DisplayOutput | ResultOutput>[]>;

/** The outputs of one cell, collected from messages as a front end does. */
export class OutputArea {
  readonly outputs: Output[] = [];
  #clearNext = false;
  /** The text of the last stream output. */
  #printed = new TerminalText();

  constructor(private readonly displays: Displays) {}

  /** Handles one message from iopub. Messages that show nothing are ignored. */
  add({ header, content }: Message): void {
    this.take(header.msg_type, content);
  }

  /** The same with the type and content of the message. */
  take(type: string, content: Json): void {
    switch (type) {
      case "stream":
        this.#stream(content as unknown as StreamOutput);
        break;
      case "display_data":
      case "execute_result":
        this.#display(type, content);
        break;
      case "update_display_data":
        this.#update(content);
        break;
      case "clear_output":
        if (content.wait) this.#clearNext = true;
        else this.#clear();
        break;
      case "error": {
        const { ename, evalue, traceback } = content as unknown as ErrorOutput;
        this.#push({ output_type: "error", ename, evalue, traceback });
      }
    }
  }

  #clear(): void {
    this.outputs.length = 0;
    this.#clearNext = false;
  }

  #push(output: Output): void {
    if (this.#clearNext) this.#clear();
    this.outputs.push(output);
  }

  #stream({ name, text }: StreamOutput): void {
    const last = this.#clearNext ? undefined : this.outputs.at(-1);
    const isMore = last?.output_type === "stream" && last.name === name;
    if (isMore) this.outputs.pop();
    else this.#printed = new TerminalText();
    this.#printed.add(text);
    this.#push({ output_type: "stream", name, text: String(this.#printed) });
  }

  #display(output_type: "display_data" | "execute_result", content: Json): void {
    const { data, metadata = {}, execution_count = null } = content as unknown as ResultOutput;
    const output =
      output_type === "display_data"
        ? { output_type, data, metadata }
        : { output_type, execution_count, data, metadata };
    this.#push(output);
    const id = displayId(content);
    if (id !== undefined) this.displays.set(id, [...(this.displays.get(id) ?? []), output]);
  }

  #update(content: Json): void {
    const { data, metadata = {} } = content as unknown as DisplayOutput;
    for (const shown of this.displays.get(displayId(content) ?? "") ?? [])
      Object.assign(shown, { data, metadata });
  }
}

const displayId = (content: Json): string | undefined =>
  (content.transient as { display_id?: string } | undefined)?.display_id;

/**
 * The text that a terminal shows: `\r` overwrites the line, `\b` deletes a character. The text may come in
 * pieces.
 */
class TerminalText {
  #finished = "";
  #line = "";

  /** Adds a piece. The time depends on the piece only. */
  add(text: string): void {
    const [first = "", ...others] = text.split("\n");
    this.#line = overwritten(this.#line, first);
    for (const other of others) {
      this.#finished += `${this.#line}\n`;
      this.#line = overwritten("", other);
    }
  }

  /** The visible text. A `\r` at its end waits for the text that overwrites the line. */
  toString(): string {
    return this.#finished + this.#line;
  }
}

/** The line with more text written on it. */
function overwritten(line: string, text: string): string {
  if (!/[\r\b]/.test(text) && !line.endsWith("\r")) return line + text;
  const shown = line.split("");
  for (const character of text.split("")) {
    const last = shown.at(-1);
    if (character === "\b" && last === "\r") continue;
    if (character === "\b" && last !== undefined && last !== "\b") shown.pop();
    else {
      if (last === "\r") shown.length = 0;
      shown.push(character);
    }
  }
  return shown.join("");
}
