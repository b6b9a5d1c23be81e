import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { currentCell } from "./cell-output";

type Callback = (error?: Error | null) => void;

/** Sends everything that is written to stdout and stderr to the cell that it belongs to. */
export function captureOutput(): void {
  for (const name of ["stdout", "stderr"] as const) {
    // A chunk of bytes may end in the middle of a character.
    const decoder = new StringDecoder("utf8");
    const write = (
      chunk: string | Uint8Array,
      encoding?: BufferEncoding | Callback,
      callback?: Callback,
    ): boolean => {
      const isText =
        typeof chunk === "string" && (typeof encoding !== "string" || /^utf-?8$/i.test(encoding));
      const text = isText
        ? chunk
        : decoder.write(
            typeof chunk === "string" ? Buffer.from(chunk, encoding as BufferEncoding) : Buffer.from(chunk),
          );
      currentCell()?.stream(name, text);
      const written = typeof encoding === "function" ? encoding : callback;
      if (written !== undefined) process.nextTick(written, null);
      return true;
    };
    Object.defineProperty(process[name], "write", { value: write, configurable: true, writable: true });
  }
}

/** Standard input for cells. There is none: reading throws at once instead of waiting for ever. */
class NoInput extends Readable {
  override read(): never {
    throw new Error("A cell cannot read standard input here: assign the value to a variable instead.");
  }

  override resume(): never {
    return this.read();
  }
}

/** Makes reading from standard input an error that says what to do. */
export function refuseInput(): void {
  const stdin = new NoInput();
  Object.defineProperty(process, "stdin", { get: () => stdin, configurable: true });
}

/** Shows uncaught errors with the cell that they come from. The kernel keeps running. */
export function showLateErrors(): void {
  const show = (error: unknown) => currentCell()?.printError(error);
  process.on("uncaughtException", show);
  process.on("unhandledRejection", show);
}

/** The error of `process.exit` in a cell, which would lose everything that the notebook has computed. */
class ExitRefused extends Error {
  override readonly name = "ExitRefused";
  constructor(code: unknown) {
    super(
      `process.exit(${code === undefined ? "" : String(code)}) would end the whole kernel. To leave a cell early, throw an error; to end the kernel, use the menu of JupyterLab.`,
    );
  }
}

/** Makes `process.exit` throw in cells. Returns the function by which the kernel itself exits. */
export function refuseExit(): (code: number) => never {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    throw new ExitRefused(code);
  };
  return exit;
}
