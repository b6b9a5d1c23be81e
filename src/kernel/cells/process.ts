import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { currentCell } from "./cell-output";

type Callback = (error?: Error | null) => void;

/** From now on what is written to stdout and stderr, by whomever, is the output of the cell it belongs to. */
export function captureOutput(): void {
  for (const name of ["stdout", "stderr"] as const) {
    // Bytes may come cut in the middle of a character.
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

/** Standard input for cells: there is none, and whoever asks for it is told at once instead of waiting for ever. */
class NoInput extends Readable {
  override read(): never {
    throw new Error("This kernel takes no input while a cell runs: put the value into a variable instead.");
  }

  override resume(): never {
    return this.read();
  }
}

/** From now on reading standard input is an error that says so. */
export function refuseInput(): void {
  const stdin = new NoInput();
  Object.defineProperty(process, "stdin", { get: () => stdin, configurable: true });
}

/** From now on an error that nobody catches is shown with the cell it comes from, and the kernel lives on. */
export function showLateErrors(): void {
  const show = (error: unknown) => currentCell()?.printError(error);
  process.on("uncaughtException", show);
  process.on("unhandledRejection", show);
}

/** What comes of `process.exit` in a cell: it would take along all that the notebook has computed. */
class ExitRefused extends Error {
  override readonly name = "ExitRefused";
  constructor(code: unknown) {
    super(
      `process.exit(${code === undefined ? "" : String(code)}) would end the whole kernel: to leave a cell early, throw an error; to end the kernel, use the front end's menu.`,
    );
  }
}

/** From now on whoever asks the process to end gets an error; returns how the kernel itself ends it. */
export function refuseExit(): (code: number) => never {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    throw new ExitRefused(code);
  };
  return exit;
}
