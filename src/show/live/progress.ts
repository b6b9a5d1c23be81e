import { type Bundle, Display, jupyterDisplay, notebookKernel } from "../base/display";

/** The progress of a long computation. */
interface Progress {
  /** Steps done; equal to `total` at the end. */
  readonly done: number;
  readonly total: number;
  /** The fraction of the work that is done, if the steps differ in length. Default: done / total */
  readonly fraction?: number;
  /** A few words, such as the loss. The last ones stay below the cell. */
  readonly detail?: string;
}

/** The shortest time between two drawings, in ms. */
const pause = 100;

const width = 24;

/** A line of text. */
class Line extends Display {
  constructor(private readonly text: string) {
    super();
  }

  override [jupyterDisplay](): Bundle {
    return { "text/plain": this.text };
  }
}

/**
 * A callback that draws a progress bar below the cell. Outside a notebook it draws nothing.
 *
 * When `done` reaches `total`, the bar gives way to the title and the last detail. Neither contains a time, so a
 * notebook has the same output after every run.
 *
 * @example
 * const onProgress = progressLine("training");
 * onProgress({ done: 10, total: 10, detail: "loss 0.12" }) // → undefined
 */
export function progressLine(title: string): (progress: Progress) => void {
  const kernel = notebookKernel();
  let shown: { update(value: unknown): void } | undefined;
  let last = Number.NEGATIVE_INFINITY;
  return ({ done, total, fraction = done / Math.max(total, 1), detail = "" }) => {
    const isDone = done >= total;
    const now = performance.now();
    if (kernel === undefined || (!isDone && now - last < pause)) return;
    last = now;
    const full = Math.round(width * fraction);
    const bar = `${"█".repeat(full)}${"░".repeat(width - full)}`;
    const line = new Line(
      isDone ? [title, detail].filter(Boolean).join(": ") : [bar, title, detail].filter(Boolean).join(" "),
    );
    if (shown) shown.update(line);
    else shown = kernel.display(line);
  };
}
