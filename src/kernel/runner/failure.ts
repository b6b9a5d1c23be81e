import type { Json } from "../protocol/wire";
import type { ErrorOutput, Output } from "./outputs";

/** A cell that failed: which, why and where. */
export class CellFailure extends Error {
  override readonly name = "CellFailure";

  constructor(
    /** Its place among all cells of the notebook, from 1. */
    readonly cell: number,
    /** What the kernel said, in a line or a few. */
    readonly reason: string,
    /** The line of the cell, from 1, where the kernel named one. */
    readonly line: number | undefined,
    source: string,
  ) {
    const text = line === undefined ? "" : (source.split("\n")[line - 1] ?? "").trim();
    super(
      line === undefined
        ? `cell ${cell}: ${reason}`
        : `cell ${cell}, line ${line}: ${reason}\n    ${line} | ${text}`,
    );
  }
}

/** A terminal's colours. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** The failure of a cell, from what the kernel answered and showed. */
export function failureOf(
  cell: number,
  source: string,
  reply: Json,
  outputs: readonly Output[],
): CellFailure {
  const { ename, evalue, traceback = [] } = reply as Partial<ErrorOutput>;
  // Plain tslab answers no more than "error": what it has to say is on stderr.
  const said = outputs.map((output) =>
    output.output_type === "stream" && output.name === "stderr" ? output.text : "",
  );
  const text = [...traceback, ...said].join("\n").replace(colours, "");
  const reason = ename === undefined ? text.trim().split("\n", 1).join() : `${ename}: ${evalue}`;
  const line = [
    // Of all cells in a traceback, the one that failed.
    new RegExp(`Cell \\[${reply.execution_count}\\]:(\\d+)`),
    // Plain tslab's type errors. Its stacks speak of code that nobody wrote.
    /^(\d+):\d+ - /m,
  ]
    .map((place) => place.exec(text)?.[1])
    .find((found) => found !== undefined);
  return new CellFailure(cell, reason, line === undefined ? undefined : Number(line), source);
}
