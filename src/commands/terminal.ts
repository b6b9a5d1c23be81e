import { constants } from "node:os";
import { SingleBar } from "cli-progress";
import { InvalidArgumentError } from "commander";

/** A wrong command line: the program prints the message and exits with code 2. */
export class UsageError extends Error {}

/** Returns a parser for a whole number of the command line within these limits. */
export const wholeNumber =
  (from: number, to = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (number >= from && number <= to) return number;
    const end = to === Number.MAX_SAFE_INTEGER ? "" : ` to ${to}`;
    throw new InvalidArgumentError(`It must be a whole number from ${from}${end}.`);
  };

/** Returns a function that shows what is being done in one line of the terminal. Without text it clears the line. */
export function statusLine(): (text?: string) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => {};
  return (text) => stderr.write(text === undefined ? "\r\u001b[K" : `\r\u001b[K${text} …`);
}

/** Shows a progress bar if standard error is a terminal, on request with the time that is left. */
export function progressBar(showsRest = false) {
  const bar = new SingleBar({
    stream: process.stderr,
    format: `{bar} {text} · {duration_formatted}${showsRest ? " · {eta_formatted} left" : ""}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(1, 0, { text: "" });
  return {
    update: (done: number, total: number, text: string) => {
      bar.setTotal(total);
      bar.update(done, { text });
    },
    stop: () => bar.stop(),
  };
}

/** The signals that ask a program to stop. */
const signals = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/** Calls the function at each signal that asks the program to stop. Returns a function that undoes this. */
export function onStop(act: NodeJS.SignalsListener): () => void {
  for (const name of signals) process.on(name, act);
  return () => {
    for (const name of signals) process.off(name, act);
  };
}

/**
 * Exits on Ctrl-C and similar signals, after a message that says how to resume. Returns a function that undoes this.
 */
export function exitOnStop(message: string, cleanUp: () => void): () => void {
  return onStop((signal) => {
    cleanUp();
    console.error(message);
    process.exit(128 + constants.signals[signal]);
  });
}
