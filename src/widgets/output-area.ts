import { type Capture, type Output, widgetKernel } from "./kernel";
import { type Fallback, type Layout, Widget } from "./widget";

/** The shortest time between two updates, in ms: the front end redraws the whole area each time. */
const pace = 50;

/** An area for output, such as what a click handler prints. Without it such output would be lost. */
export class OutputArea extends Widget {
  #outputs: readonly Output[] = [];
  #latest: object | undefined;
  #isReplaced = true;
  #sent = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  constructor(layout?: Layout) {
    super(
      { module: "@jupyter-widgets/output", version: "1.0.0", model: "OutputModel", view: "OutputView" },
      { outputs: [], msg_id: "" },
      layout,
    );
  }

  /** The outputs in the notebook format. */
  get outputs(): readonly Output[] {
    return this.#outputs;
  }

  /**
   * A capture for the next outputs. The first of them replaces everything in the area, and earlier captures
   * are ignored from now on. Undefined outside a notebook.
   */
  replace(): Capture | undefined {
    const current = {};
    this.#latest = current;
    this.#isReplaced = false;
    return widgetKernel()?.capture((outputs) => {
      if (this.#latest === current) this.#change(outputs);
    });
  }

  /** Runs a function. What it prints or displays, now and later, replaces the content of the area. */
  run<T>(work: () => T): T {
    const capture = this.replace();
    return capture === undefined ? work() : capture.run(work);
  }

  clear(): void {
    this.replace();
    this.settle();
  }

  /** Ends the current work: if it had no output, the earlier content goes. */
  settle(): void {
    if (!this.#isReplaced) this.#change([]);
    this.#flush();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.state.outputs === this.#outputs) return;
    this.#sent = performance.now();
    this.update({ outputs: this.#outputs });
  }

  #change(outputs: readonly Output[]): void {
    this.#isReplaced = true;
    this.#outputs = outputs;
    const wait = this.#sent + pace - performance.now();
    if (wait <= 0) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), wait);
  }

  override fallback(): Fallback {
    const fallbacks = this.#outputs.map(fallbackOf);
    const [only] = fallbacks;
    if (only !== undefined && fallbacks.length === 1) return only;
    return { "text/plain": fallbacks.map((fallback) => fallback["text/plain"]).join("\n") };
  }
}

function fallbackOf({ output_type, text, data, traceback }: Output): Fallback {
  if (output_type === "stream") return { "text/plain": String(text).trimEnd() };
  if (output_type === "error") return { "text/plain": (traceback as readonly string[]).join("\n") };
  return data as Fallback;
}

/**
 * An area for output.
 *
 * @example
 * const log = outputArea();
 * log.run(() => 6 * 7) // → 42
 */
export function outputArea(layout?: Layout): OutputArea {
  return new OutputArea(layout);
}
