import { requireFunction, requireObject } from "../data/arguments";
import { Box, hbox, requireWidgets, vbox } from "./box";
import { requireControl } from "./control";
import { widgetKernel } from "./kernel";
import { Latest } from "./latest";
import { OutputArea } from "./output-area";
import { controlKind, type Fallback, styleModel, Widget } from "./widget";

type AnyControl = Widget & {
  readonly value: unknown;
  observe(listener: () => void): () => void;
};

/** Controls by the names of the function's arguments. */
export type Controls = Readonly<Record<string, AnyControl>>;

/** The values of controls, by the same names. */
export type ValuesOf<C extends Controls> = {
  readonly [Name in keyof C]: C[Name]["value"];
};

/** What the function gets besides the values. */
export interface Run {
  /** Aborted when newer values are waiting. A long function checks it and returns early. */
  readonly signal: AbortSignal;
}

/** Options of `interact`. */
export interface InteractOptions {
  /** Widgets that the function changes, such as a live figure. They are shown below the controls. */
  readonly views?: readonly Widget[];
}

/** How long a run takes, in seconds, before the busy mark appears. */
const shortestWork = 0.2;

/** CSS counts the time, so the mark appears even when the kernel is too busy to send anything. */
const mark = `<style>@keyframes widget-busy { from { visibility: hidden } to { visibility: visible } }</style>
<span role="status" style="animation: widget-busy ${shortestWork}s steps(1, end) both">working …</span>`;

/** Shows that work is in progress. */
class BusyMark extends Widget {
  constructor() {
    super(controlKind("HTML"), { value: "", style: styleModel("HTML") }, { margin: "0 0 0 1em" });
  }

  set(isBusy: boolean): void {
    this.update({ value: isBusy ? mark : "" });
  }

  override fallback(): Fallback {
    return { "text/plain": "" };
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** Controls, and the output of a function of their values. */
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
    const capture = this.#output.replace();
    const call = () => this.#f(this.#values, { signal });
    const show = (value: unknown) => {
      if (value !== undefined && !signal.aborted) {
        if (capture === undefined) console.log(value);
        else capture.show(value);
      }
      return capture?.shown();
    };
    const fail = (error: unknown) => {
      if (signal.aborted) return; // a cancelled run may end with an error
      if (capture === undefined) throw error;
      capture.fail(error);
    };
    const end = () => {
      if (!signal.aborted) this.#output.settle();
      this.#busy.set(false);
    };
    this.#busy.set(true);
    try {
      const value = capture === undefined ? call() : capture.run(call);
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
 * Shows controls and, below them, the output of a function of their values: what it prints, displays, returns
 * and throws, and the views it changes. The function runs at once, and again whenever a control changes.
 *
 * One run at a time, and the latest values win. When newer values are waiting, the run's signal is aborted after
 * 0.1 s, so a function that awaits from time to time can return early. Changes reach the kernel whenever it is
 * idle or awaits something, however many cells are queued.
 *
 * The promise resolves after the first run, so an executed notebook contains its result. In a plain program the
 * function runs once, and its value is printed.
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
  requireObject("controls", controls, "an object such as { m: intSlider({ min: 1, max: 9 }) }");
  for (const [name, control] of Object.entries(controls)) requireControl(name, control);
  requireFunction("f", f, "a function");
  requireObject("options", options, "an object such as { views }");
  const { views = [] } = options;
  requireWidgets("views", views);
  const interaction = new Interaction(controls, f, views);
  const shown = widgetKernel()?.display(interaction);
  if (!interaction.latest.isRunning) return;
  await interaction.latest.settled();
  shown?.update(interaction);
}
