import { type Capture, host, type Output } from "./comm";
import { type Layout, type Still, Widget } from "./widget";

/** How often new output is sent on at most, in ms: each time the front end draws all of it anew. */
const pace = 50;

/** A place for what a program shows, such as what a handler prints: below the cell it would be lost. */
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

  /** What it shows, as notebooks hold it. */
  get outputs(): readonly Output[] {
    return this.#outputs;
  }

  /**
   * A place for what is shown next. The first that comes of it replaces all that was there; what an earlier
   * place still gets is passed over from now on. Undefined outside of a kernel.
   */
  replace(): Capture | undefined {
    const own = {};
    this.#latest = own;
    this.#isReplaced = false;
    return host()?.capture((outputs) => {
      if (this.#latest === own) this.#change(outputs);
    });
  }

  /**
   * Does some work; what it prints or displays, now and later, stands here instead of what stood here. An
   * error is thrown on.
   */
  run<T>(work: () => T): T {
    const place = this.replace();
    return place === undefined ? work() : place.run(work);
  }

  clear(): void {
    this.replace();
    this.settle();
  }

  /** The work is done: where nothing came of it, what stood here before goes. */
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

  override still(): Still {
    const bundles = this.#outputs.map(stillOf);
    const [only] = bundles;
    if (only !== undefined && bundles.length === 1) return only;
    return { "text/plain": bundles.map((bundle) => bundle["text/plain"]).join("\n") };
  }
}

/** One output as a bundle. */
function stillOf({ output_type, text, data, traceback }: Output): Still {
  if (output_type === "stream") return { "text/plain": String(text).trimEnd() };
  if (output_type === "error") return { "text/plain": (traceback as readonly string[]).join("\n") };
  return data as Still;
}

/**
 * A place for output.
 *
 * @example
 * const log = outputArea();
 * log.run(() => 6 * 7) // → 42
 */
export function outputArea(layout?: Layout): OutputArea {
  return new OutputArea(layout);
}
