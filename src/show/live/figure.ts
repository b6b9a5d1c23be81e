import { AnyWidget } from "../../widgets/widget";
import { type Bundle, jupyterDisplay } from "../base/display";
import { type FigureSpec, figure, plotJson } from "../figures/figure";
import { liveFigureScript } from "./figure-script";

/**
 * A figure whose data can change. It is redrawn in place, without flicker, and keeps the reader's zoom. Typed arrays
 * are sent to the browser as bytes, with seven digits.
 *
 * In front ends without widgets it is an ordinary figure of its last state.
 *
 * @example
 * const loss = liveFigure({ data: [{ type: "scatter", x: [0], y: [1] }], caption: "before the first step" });
 * loss.show({ data: [{ type: "scatter", x: [0, 1], y: [1, 0.5] }], caption: "after one step" });
 * String(loss) // → "Figure: after one step"
 */
export function liveFigure(spec: FigureSpec): LiveFigure {
  return new LiveFigure(spec);
}

/** A figure whose data can change. `liveFigure` makes it. */
export class LiveFigure extends AnyWidget {
  #spec: FigureSpec;

  constructor(spec: FigureSpec) {
    super({
      esm: liveFigureScript,
      state: stateOf(spec),
      layout: { width: "100%", min_width: "0", overflow: "hidden" },
    });
    this.#spec = spec;
  }

  /** Changes parts of the figure; the others stay the same. */
  show(changes: Partial<FigureSpec>): void {
    this.#spec = { ...this.#spec, ...changes };
    const state = stateOf(this.#spec);
    const { plot, ...rest } = state;
    // The layout rarely changes, so it is sent only if it did.
    this.update(JSON.stringify(plot) === JSON.stringify(this.state.plot) ? rest : state);
  }

  override fallback(): Bundle {
    return figure(this.#spec)[jupyterDisplay]();
  }
}

function stateOf(spec: FigureSpec) {
  const { title, caption, alt, plot } = figure(spec);
  const { data, ...rest } = plot;
  return { title, caption, alt, traces: data.map(packed), plot: plotJson(rest) };
}

const dtypes = new Map<unknown, string>([
  [Float32Array, "float32"],
  [Int32Array, "int32"],
  [Int16Array, "int16"],
  [Int8Array, "int8"],
  [Uint32Array, "uint32"],
  [Uint16Array, "uint16"],
  [Uint8Array, "uint8"],
]);

/** A trace for the browser: its typed arrays as bytes with their type, the rest as JSON. */
function packed(value: unknown): unknown {
  if (value instanceof Float64Array) return packed(Float32Array.from(value));
  const dtype = ArrayBuffer.isView(value) ? dtypes.get(value.constructor) : undefined;
  // A copy, because the widget keeps it for other pages, and the caller may change the array.
  if (dtype !== undefined) return { dtype, bytes: (value as Float32Array).slice() };
  if (Array.isArray(value)) return value.map(packed);
  const isPlain =
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return plotJson(value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, packed(part)]));
}
