import type { Json } from "../protocol/wire";
import type { ErrorOutput, Output } from "./outputs";

/** A failed cell: which, why and where. */
export class CellFailure extends Error {
  override readonly name = "CellFailure";

  constructor(
    /** Its number among all cells of the notebook, from 1. */
    readonly cell: number,
    /** The message of the kernel, one or a few lines. */
    readonly reason: string,
    /** The line in the cell, from 1, if the kernel reported it. */
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

/** Colour codes of a terminal. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** The failure of a cell, from the reply and outputs of the kernel. */
export function failureOf(
  cell: number,
  source: string,
  reply: Json,
  outputs: readonly Output[],
): CellFailure {
  const { ename, evalue, traceback = [] } = reply as Partial<ErrorOutput>;
  // Plain tslab replies only "error"; its message is on stderr.
  const said = outputs.map((output) =>
    output.output_type === "stream" && output.name === "stderr" ? output.text : "",
  );
  const text = [...traceback, ...said].join("\n").replace(colours, "");
  const reason = ename === undefined ? text.trim().split("\n", 1).join() : `${ename}: ${evalue}`;
  const line = [
    // The traceback may contain other cells; take the failed one.
    new RegExp(`Cell \\[${reply.execution_count}\\]:(\\d+)`),
    // Plain tslab's type errors. Its stack traces refer to generated code.
    /^(\d+):\d+ - /m,
  ]
    .map((place) => place.exec(text)?.[1])
    .find((found) => found !== undefined);
  return new CellFailure(cell, reason, line === undefined ? undefined : Number(line), source);
}
