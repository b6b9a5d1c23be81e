import { Box, hbox, vbox } from "./box";
import { host } from "./comm";
import { Latest } from "./latest";
import { OutputArea } from "./output-area";
import { requireControl, requireFunction, requireOptions, requireWidgets } from "./require";
import { controlKind, type Still, styleModel, Widget } from "./widget";

/** A control, whatever its value is. */
type AnyControl = Widget & {
  readonly value: unknown;
  observe(listener: () => void): () => void;
};

/** Controls by the names under which their values reach the function. */
export type Controls = Readonly<Record<string, AnyControl>>;

/** The values of controls, by the same names. */
export type ValuesOf<C extends Controls> = {
  readonly [Name in keyof C]: C[Name]["value"];
};

/** What a run is told besides the values. */
export interface Run {
  /** Aborted when newer values wait: a function that takes long looks at it and ends early. */
  readonly signal: AbortSignal;
}

/** How an interaction looks. */
export interface InteractOptions {
  /** Widgets that the function changes, such as a live figure. They stand below the controls. */
  readonly views?: readonly Widget[];
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** Controls, and what a function makes of their values. */
class Interaction<C extends Controls> extends Box {
  readonly latest = new Latest((signal) => this.#run(signal));
  readonly #controls: C;
  readonly #f: (values: ValuesOf<C>, run: Run) => unknown;
  readonly #output: OutputArea;
  readonly #busy: BusyMark;

  constructor(controls: C, f: (values: ValuesOf<C>, run: Run) => unknown, views: readonly Widget[]) {
    const [output, busy] = [new OutputArea(), new BusyMark()];
    super("VBox", [hbox([vbox(Object.values(controls)), busy]), ...views, output]);
    this.#controls = controls;
    this.#f = f;
    this.#output = output;
    this.#busy = busy;
    for (const control of Object.values(controls)) control.observe(() => this.latest.request());
    this.latest.request();
  }

  get #values(): ValuesOf<C> {
    const values = Object.entries(this.#controls).map(([name, { value }]) => [name, value] as const);
    return Object.fromEntries(values) as ValuesOf<C>;
  }

  #run(signal: AbortSignal): Promise<void> | undefined {
    const place = this.#output.replace();
    const call = () => this.#f(this.#values, { signal });
    const show = (value: unknown) => {
      if (value !== undefined && !signal.aborted) {
        if (place === undefined) console.log(value);
        else place.show(value);
      }
      return place?.shown();
    };
    const fail = (error: unknown) => {
      if (signal.aborted) return; // it was told to end, and this is how it did
      if (place === undefined) throw error;
      place.fail(error);
    };
    const end = () => {
      if (!signal.aborted) this.#output.settle();
      this.#busy.set(false);
    };
    this.#busy.set(true);
    try {
      const value = place === undefined ? call() : place.run(call);
      const late = isThenable(value) ? Promise.resolve(value).then(show) : show(value);
      if (late !== undefined) return late.catch(fail).finally(end);
    } catch (error) {
      fail(error);
    }
    end();
    return undefined;
  }
}

/**
 * Shows controls, and below them what a function makes of their values: what it prints, displays and
 * returns, its errors with their tracebacks, and the views it changes. It runs once at first, and again
 * whenever a control is moved.
 *
 * The latest values win. One run at a time: newer values wait for it, older ones are forgotten, and after
 * 0.1 s its signal is aborted, so that a function that awaits now and then can end early. Moves reach the
 * kernel whenever it is not computing: while a cell awaits something, too, and however many cells are
 * queued; but not while a cell or a run computes without a pause. Then the last one waits.
 *
 * The promise is fulfilled when the first run is over, so that a notebook that runs without a reader holds
 * its result. In a plain program the function runs once, and its value is printed.
 *
 * @example
 * const squares: number[] = [];
 * const n = intSlider({ label: "n", min: 0, max: 9, value: 3 });
 * await interact({ n }, ({ n }) => { squares.push(n * n); });
 * n.value = 4;
 * squares // → [9, 16]
 */
export async function interact<C extends Controls>(
  controls: C,
  f: (values: ValuesOf<C>, run: Run) => unknown,
  options: InteractOptions = {},
): Promise<void> {
  requireOptions(controls, "{ m: intSlider({ min: 1, max: 9 }) }");
  for (const [name, control] of Object.entries(controls)) requireControl(name, control);
  requireFunction("f", f);
  requireOptions(options, "{ views }");
  const { views = [] } = options;
  requireWidgets("views", views);
  const interaction = new Interaction(controls, f, views);
  const shown = host()?.display(interaction);
  if (!interaction.latest.isRunning) return;
  await interaction.latest.settled();
  shown?.update(interaction);
}

/** How long the work must last before the mark is seen, in seconds. */
const patience = 0.2;

/** The browser counts the time, so that the mark comes even when the kernel is too busy to say so. */
const mark = `<style>@keyframes widget-busy { from { visibility: hidden } to { visibility: visible } }</style>
<span role="status" style="animation: widget-busy ${patience}s steps(1, end) both">working …</span>`;

/** Says that work is under way, once it lasts. */
export class BusyMark extends Widget {
  constructor() {
    super(controlKind("HTML"), { value: "", style: styleModel("HTML") }, { margin: "0 0 0 1em" });
  }

  set(isBusy: boolean): void {
    this.update({ value: isBusy ? mark : "" });
  }

  override still(): Still {
    return { "text/plain": "" };
  }
}
