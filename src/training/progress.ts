/** A line that tells how far something is, replaced in its place again and again. */
export interface ProgressLine {
  /** @param fraction how much is done, from 0 to 1 */
  update(fraction: number, text: string): void;
  /** Leaves a last word, or (without one) nothing. */
  end(text?: string): void;
}

/** The least time between two updates that are drawn, in ms: more would only cost time. */
const pause = 100;

/**
 * A progress line where someone can see it: below the cell in a notebook, at the foot of a terminal;
 * elsewhere one that shows nothing. In a notebook the last word stays and holds no times, so that the
 * outputs of a run are the same every time.
 */
export async function progressLine(): Promise<ProgressLine> {
  const line = notebookLine() ?? (await terminalLine()) ?? silent;
  let last = Number.NEGATIVE_INFINITY;
  return {
    update(fraction, text) {
      const now = performance.now();
      if (now - last < pause) return;
      last = now;
      line.update(fraction, text);
    },
    end: (text) => line.end(text),
  };
}

export const silent: ProgressLine = { update() {}, end() {} };

/** Jupyter's name (Deno's convention) for the method that answers how a value looks. */
const jupyterDisplay = Symbol.for("Jupyter.display");

interface Jupyter {
  display(value: unknown): { update(value: unknown): void };
}

/** A notebook's kernel offers a global `jupyter` whose `display` returns what can be updated. */
function notebookLine(): ProgressLine | undefined {
  const { jupyter } = globalThis as { jupyter?: Partial<Jupyter> };
  if (typeof jupyter?.display !== "function") return undefined;
  const plain = (text: string) => ({ [jupyterDisplay]: () => ({ "text/plain": text }) });
  const shown = jupyter.display(plain(bar(0, "")));
  return {
    update: (fraction, text) => shown.update(plain(bar(fraction, text))),
    end: (text = "") => shown.update(plain(text)),
  };
}

const width = 24;

function bar(fraction: number, text: string): string {
  const full = Math.round(width * Math.min(Math.max(fraction, 0), 1));
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${text}`;
}

async function terminalLine(): Promise<ProgressLine | undefined> {
  if (typeof process === "undefined" || !process.stderr?.isTTY) return undefined;
  const { SingleBar } = await import("cli-progress");
  const shown = new SingleBar({
    stream: process.stderr,
    format: "{bar} {text} · {eta_formatted} left",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: width,
    clearOnComplete: true,
    hideCursor: true,
  });
  shown.start(1, 0, { text: "" });
  return {
    update: (fraction, text) => shown.update(fraction, { text }),
    end: () => shown.stop(),
  };
}
