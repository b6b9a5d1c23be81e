import { requireObject } from "../data/arguments";
import type { State } from "./comm";
import { Control } from "./control";

/** The options that all sliders have. */
interface SliderOptions {
  readonly label?: string;
  readonly min: number;
  readonly max: number;
  /** The value at first. Default: `min` */
  readonly value?: number;
  /** Whether the value follows the mouse, or changes when the slider is released. Default: true */
  readonly continuous?: boolean;
}

/** The relative error of a bound that is accepted: the front end counts in rounded steps. */
const tolerance = 1e-9;

function slider(
  kind: "IntSlider" | "FloatSlider" | "FloatLogSlider",
  { label = "", min, max, value = min, continuous = true }: SliderOptions,
  step: number,
  state: State,
): Control<number> {
  const name = label || "the slider";
  if (!Number.isFinite(min) || !Number.isFinite(max) || min >= max)
    throw new Error(`${name} goes from ${min} to ${max}, expected two numbers, the smaller one first`);
  if (!(step > 0) || !Number.isFinite(step))
    throw new Error(`the step of ${name} is ${step}, expected a number above 0`);
  const isInteger = kind === "IntSlider";
  const slack = tolerance * Math.max(Math.abs(min), Math.abs(max));
  return new Control(
    { name: kind, style: "Slider", label, state: { ...state, continuous_update: continuous } },
    {
      key: "value",
      read(raw) {
        const isNumber = typeof raw === "number" && (!isInteger || Number.isInteger(raw));
        if (isNumber && raw >= min - slack && raw <= max + slack) return Math.min(max, Math.max(min, raw));
        const shown = (typeof raw === "string" ? JSON.stringify(raw) : String(raw)).slice(0, 60);
        throw new Error(
          `${name} is ${shown}, expected a ${isInteger ? "whole " : ""}number from ${min} to ${max}`,
        );
      },
      write: (value) => value,
      words: (value) => `${value} (from ${min} to ${max})`,
    },
    value,
  );
}

const expected = "an object such as { label, min, max, value }";

/**
 * A slider for whole numbers.
 *
 * @param options Default of `step`: 1
 * @throws if the bounds, the step or the value are not valid
 *
 * @example
 * const m = intSlider({ label: "m", min: 1, max: 160, value: 4 });
 * m.value = 8;
 * m.value // → 8
 * m.value = 161 // → throws m is 161, expected a whole number from 1 to 160
 */
export function intSlider(options: SliderOptions & { readonly step?: number }): Control<number> {
  requireObject("options", options, expected);
  const { min, max, step = 1 } = options;
  return slider("IntSlider", options, step, { min, max, step });
}

/**
 * A slider for numbers.
 *
 * @param options Default of `step`: a hundredth of the range. `format` is how the value is written beside the
 * slider, in d3-format's notation. Default: `.2f`
 * @throws if the bounds, the step or the value are not valid
 *
 * @example
 * const noise = floatSlider({ label: "noise", min: 0, max: 1, value: 0.5 });
 * noise.value // → 0.5
 */
export function floatSlider(
  options: SliderOptions & { readonly step?: number; readonly format?: string },
): Control<number> {
  requireObject("options", options, expected);
  const { min, max, step = (max - min) / 100, format = ".2f" } = options;
  return slider("FloatSlider", options, step, { min, max, step, readout_format: format });
}

/**
 * A slider for positive numbers on a logarithmic scale.
 *
 * @param options Default of `stepsPerDecade`: 10
 * @throws if the bounds are not positive, or if the value is not between them
 *
 * @example
 * const eta = logSlider({ label: "η", min: 1e-4, max: 10, value: 0.1 });
 * eta.value // → 0.1
 */
export function logSlider(options: SliderOptions & { readonly stepsPerDecade?: number }): Control<number> {
  requireObject("options", options, expected);
  const { label, min, max, stepsPerDecade = 10 } = options;
  if (!(min > 0))
    throw new Error(`${label || "the slider"} goes from ${min} to ${max}, expected numbers above 0`);
  return slider("FloatLogSlider", options, 1 / stepsPerDecade, {
    base: 10,
    min: Math.log10(min),
    max: Math.log10(max),
    step: 1 / stepsPerDecade,
  });
}
