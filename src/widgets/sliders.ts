import { Control, called, type Trait } from "./control";
import { requireOptions } from "./require";

/** What all sliders have. */
interface SliderOptions {
  /** What stands before it. */
  readonly label?: string;
  readonly min: number;
  readonly max: number;
  /** Where it stands at first; `min` unless told. */
  readonly value?: number;
  /** Whether the value follows the mouse (so unless told), or changes when the slider is let go. */
  readonly continuous?: boolean;
}

/** By how much of its size a bound may be missed: the front end counts in steps, and steps round. */
const tolerance = 1e-9;

const shown = (value: unknown): string =>
  (typeof value === "string" ? JSON.stringify(value) : String(value)).slice(0, 60);

/** A number within bounds. */
function bounded(name: string, what: string, min: number, max: number): Trait<number> {
  const slack = tolerance * Math.max(Math.abs(min), Math.abs(max));
  return {
    key: "value",
    read(raw) {
      const fits = typeof raw === "number" && (what === "a number" || Number.isInteger(raw));
      if (!fits || raw < min - slack || raw > max + slack)
        throw new RangeError(`${name} is ${shown(raw)}, expected ${what} from ${min} to ${max}`);
      return Math.min(max, Math.max(min, raw));
    },
    write: (value) => value,
    words: (value) => `${value} (from ${min} to ${max})`,
  };
}

function checkBounds(name: string, min: number, max: number, step: number): void {
  if (!Number.isFinite(min) || !Number.isFinite(max) || min >= max)
    throw new RangeError(`${name} goes from ${min} to ${max}, expected two numbers, the smaller one first`);
  if (!(step > 0) || !Number.isFinite(step))
    throw new RangeError(`the step of ${name} is ${step}, expected a number above 0`);
}

/**
 * A slider over whole numbers.
 *
 * @throws RangeError for bounds, a step or a value that make no sense
 *
 * @example
 * const m = intSlider({ label: "m", min: 1, max: 160, value: 4 });
 * m.value = 8;
 * m.value // → 8
 * m.value = 161 // → throws m is 161, expected a whole number from 1 to 160
 */
export function intSlider(options: SliderOptions & { readonly step?: number }): Control<number> {
  requireOptions(options, "{ label, min, max, value }");
  const { label = "", min, max, step = 1, value = min, continuous = true } = options;
  const name = called(label, "the slider");
  checkBounds(name, min, max, step);
  return new Control(
    { name: "IntSlider", style: "Slider", label, state: { min, max, step, continuous_update: continuous } },
    bounded(name, "a whole number", min, max),
    value,
  );
}

/**
 * A slider over numbers, a hundred steps long unless told otherwise.
 *
 * @throws RangeError for bounds, a step or a value that make no sense
 *
 * @example
 * const noise = floatSlider({ label: "noise", min: 0, max: 1, value: 0.5 });
 * noise.value // → 0.5
 */
export function floatSlider(
  options: SliderOptions & {
    readonly step?: number;
    /** How the value is written beside it, in d3's words: `.2f` unless told. */
    readonly format?: string;
  },
): Control<number> {
  requireOptions(options, "{ label, min, max, value }");
  const { label = "", min, max, step = (max - min) / 100, value = min, continuous = true } = options;
  const { format = ".2f" } = options;
  const name = called(label, "the slider");
  checkBounds(name, min, max, step);
  const state = { min, max, step, readout_format: format, continuous_update: continuous };
  return new Control(
    { name: "FloatSlider", style: "Slider", label, state },
    bounded(name, "a number", min, max),
    value,
  );
}

/**
 * A slider over the magnitudes of positive numbers: equal ways on it are equal factors.
 *
 * @throws RangeError for bounds that are not positive, or a value outside of them
 *
 * @example
 * const eta = logSlider({ label: "η", min: 1e-4, max: 10, value: 0.1 });
 * eta.value // → 0.1
 */
export function logSlider(
  options: SliderOptions & {
    /** How many steps there are to a power of ten; 10 unless told. */
    readonly stepsPerDecade?: number;
  },
): Control<number> {
  requireOptions(options, "{ label, min, max, value }");
  const { label = "", min, max, value = min, stepsPerDecade = 10, continuous = true } = options;
  const name = called(label, "the slider");
  if (!(min > 0)) throw new RangeError(`${name} goes from ${min} to ${max}, expected numbers above 0`);
  checkBounds(name, min, max, stepsPerDecade);
  const state = {
    base: 10,
    min: Math.log10(min),
    max: Math.log10(max),
    step: 1 / stepsPerDecade,
    continuous_update: continuous,
  };
  return new Control(
    { name: "FloatLogSlider", style: "Slider", label, state },
    bounded(name, "a number", min, max),
    value,
  );
}
