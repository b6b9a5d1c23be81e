import { SingleBar } from "cli-progress";
import { InvalidArgumentError } from "commander";

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

export interface ProgressBar {
  update(done: number, total: number, text: string): void;
  /** Removes the bar from the terminal. */
  stop(): void;
}

/**
 * Shows a progress bar if standard error is a terminal.
 *
 * @param showsRest whether it shows the time that is left
 */
export function progressBar(showsRest = false): ProgressBar {
  if (!process.stderr.isTTY) return { update: () => {}, stop: () => {} };
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
    update: (done, total, text) => {
      bar.setTotal(total);
      bar.update(done, { text });
    },
    stop: () => bar.stop(),
  };
}

/** The signals that ask a program to stop, and their numbers. */
const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Calls the function at each signal that asks the program to stop. Returns a function that undoes this. */
export function onStop(act: (signal: keyof typeof signals) => void): () => void {
  const names = Object.keys(signals) as (keyof typeof signals)[];
  for (const name of names) process.on(name, act);
  return () => {
    for (const name of names) process.off(name, act);
  };
}

/**
 * Exits on Ctrl-C and similar signals, with the usual exit code. Returns a function that undoes this.
 *
 * @param message says what is kept, and how to resume
 * @param cleanUp runs before the message is printed
 */
export function exitOnStop(message: string, cleanUp: () => void): () => void {
  return onStop((signal) => {
    cleanUp();
    console.error(message);
    process.exit(128 + signals[signal]);
  });
}
