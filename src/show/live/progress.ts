import { type Bundle, Display, jupyterDisplay, notebookKernel } from "../base/display";

/** How far a long computation is. */
export interface Progress {
  /** Steps done; equal to `total` when the computation has ended. */
  readonly done: number;
  readonly total: number;
  /** A few words, such as the loss. The last ones stay below the cell. */
  readonly detail?: string;
}

/** The shortest time between two drawings, in ms. */
const pause = 100;

const width = 24;

/** Plain text, displayed without quotation marks. */
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
 * When `done` reaches `total`, the bar gives way to the title and the last detail. They hold no times, so a
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
  return ({ done, total, detail = "" }) => {
    const isDone = done >= total;
    const now = performance.now();
    if (kernel === undefined || (!isDone && now - last < pause)) return;
    last = now;
    const full = Math.round((width * done) / Math.max(total, 1));
    const bar = `${"█".repeat(full)}${"░".repeat(width - full)}`;
    const line = new Line(
      isDone ? [title, detail].filter(Boolean).join(": ") : [bar, title, detail].filter(Boolean).join(" "),
    );
    if (shown) shown.update(line);
    else shown = kernel.display(line);
  };
}
