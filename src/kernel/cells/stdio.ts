import { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { currentCell } from "./cell";

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
