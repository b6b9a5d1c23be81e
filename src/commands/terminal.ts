import { InvalidArgumentError } from "commander";

/** How to read a whole number within these limits from the command line. */
export const wholeNumber =
  (from: number, to = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    const end = to === Number.MAX_SAFE_INTEGER ? "" : ` to ${to}`;
    throw new InvalidArgumentError(`It must be a whole number from ${from}${end}.`);
  };

/** Tells what is under way, in one line where a person watches; called with nothing, it clears the line. */
export function step(): (what?: string) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => {};
  return (what) => stderr.write(what === undefined ? "\r\u001b[K" : `\r\u001b[K${what} …`);
}
