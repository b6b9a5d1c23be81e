import { AnyWidget } from "../../widgets/widget";
import { type Bundle, jupyterDisplay } from "../base/display";
import { type FigureSpec, figure, plotJson } from "../figures/figure";
import { liveFigureScript } from "./figure-script";

/**
 * A figure whose data change before the reader's eyes: in its place, without a flicker, and without losing
 * what she has zoomed into. Typed arrays go to the browser as bytes, with the seven digits that a screen can
 * show.
 *
 * Where the front end has no widgets it is an ordinary figure of what it showed last.
 *
 * @example
 * const loss = liveFigure({ data: [{ type: "scatter", x: [0], y: [1] }], caption: "before the first step" });
 * loss.show({ data: [{ type: "scatter", x: [0, 1], y: [1, 0.5] }], caption: "after one step" });
 * String(loss) // → "Figure: after one step"
 */
export function liveFigure(spec: FigureSpec): LiveFigure {
  return new LiveFigure(spec);
}

/** A figure that changes in its place. */
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

  /** Shows something else; what is not named stays. */
  show(changes: Partial<FigureSpec>): void {
    this.#spec = { ...this.#spec, ...changes };
    const state = stateOf(this.#spec);
    const { plot, ...rest } = state;
    // The axes' marks may depend on the data, and mostly do not: what is the same stays at home.
    this.update(JSON.stringify(plot) === JSON.stringify(this.state.plot) ? rest : state);
  }

  override fallback(): Bundle {
    return figure(this.#spec)[jupyterDisplay]();
  }
}

function stateOf(spec: FigureSpec) {
  const { title, caption, alt, plot } = figure(spec);
  const { data, ...rest } = plot;
  return { title, caption, alt, traces: data.map(onTheWire), plot: plotJson(rest) };
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

/** A trace with its typed arrays as bytes that say what they are; the rest as JSON. */
function onTheWire(value: unknown): unknown {
  if (value instanceof Float64Array) return onTheWire(Float32Array.from(value));
  const dtype = ArrayBuffer.isView(value) ? dtypes.get(value.constructor) : undefined;
  // A copy: the widget keeps it for pages that come later, and its owner may go on writing into the array.
  if (dtype !== undefined) return { dtype, bytes: (value as Float32Array).slice() };
  if (Array.isArray(value)) return value.map(onTheWire);
  const isPlain =
    typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return plotJson(value);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, onTheWire(part)]));
}
