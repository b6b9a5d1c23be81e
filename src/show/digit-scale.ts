import { numberText } from "./number";
import { grey, type Rgb, signed } from "./pixels";

/** How a pixel's value becomes a colour and, in plain text, a pair of characters. */
export interface DigitScale {
  readonly kind: "ink" | "signed";
  readonly colour: (value: number) => Rgb;
  readonly shade: (value: number) => string;
  /** What the colours mean, in a sentence. */
  readonly legend: string;
  /** The value of the strongest colour. */
  readonly largest: number;
}

/**
 * Black ink for 1 on white paper for 0 where all values lie in [0, 1]; otherwise blue for
 * negative, white for 0 and red for positive, as strong at the largest size met.
 *
 * Asked for "ink", values outside [0, 1] are clipped, and the legend says how many.
 */
export function digitScale(values: readonly number[], kind?: "ink" | "signed"): DigitScale {
  const outside = values.filter((value) => !(value >= 0 && value <= 1)).length;
  return (kind ?? (outside === 0 ? "ink" : "signed")) === "ink" ? inkScale(outside) : signedScale(values);
}

function inkScale(outside: number): DigitScale {
  const clipped = outside === 1 ? "1 value" : `${outside} values`;
  return {
    kind: "ink",
    colour: grey,
    shade: (value) => " ░▒▓█".charAt(Math.round(4 * Math.min(Math.max(value, 0), 1))).repeat(2),
    legend: outside === 0 ? "" : `White is 0, black is 1; ${clipped} outside are clipped.`,
    largest: 1,
  };
}

function signedScale(values: readonly number[]): DigitScale {
  const sizes = values.filter(Number.isFinite).map(Math.abs);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0) || 1;
  const bound = numberText(largest, 2);
  return {
    kind: "signed",
    colour: (value) => signed(value / largest),
    shade: (value) => ["--", "- ", "  ", "+ ", "++"][Math.round((2 * value) / largest) + 2] ?? "??",
    legend: `Blue is negative (to -${bound}), white 0, red positive (to ${bound}).`,
    largest,
  };
}
