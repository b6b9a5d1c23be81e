import { type Complex, isComplex } from "mathjs";
import { type Html, html } from "./html";

/** The default number of significant digits. */
export const defaultDigits = 4;

/**
 * A number without its last bits, so they do not decide how a tie is rounded: two computations of 0.15625 would
 * be shown as 0.1562 and 0.1563.
 */
const settled = (value: number, digits = 0): number => Number(value.toPrecision(Math.max(14, digits)));

/**
 * A number as plain text: integers in full, others with `digits` significant digits and no trailing zeros, very
 * large and very small ones with an exponent.
 *
 * @example
 * import { numberText } from "../src/show/base/number";
 * numberText(0.1 + 0.2) // → "0.3"
 * numberText(-0.000012345) // → "-1.234e-5"
 */
export function numberText(value: number, digits = defaultDigits): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e7) return String(value);
  if (size >= 1e-3 && size < 1e6) {
    const rounded = Number(settled(value, digits).toPrecision(digits));
    return String(rounded);
  }
  return settled(value, digits)
    .toExponential(digits - 1)
    .replace(/\.?0+e/, "e")
    .replace("e+", "e");
}

/**
 * A complex number as plain text.
 *
 * @example
 * import { complexText } from "../src/show/base/number";
 * import { complex } from "mathjs";
 * complexText(complex(0.5, -2)) // → "0.5 - 2i"
 */
export function complexText(value: Complex, digits = defaultDigits): string {
  const { re, im } = value;
  const imaginary = `${numberText(Math.abs(im), digits)}i`;
  if (im === 0) return numberText(re, digits);
  if (re === 0) return im < 0 ? `-${imaginary}` : imaginary;
  return `${numberText(re, digits)} ${im < 0 ? "-" : "+"} ${imaginary}`;
}

/** A scalar (number, complex number, or anything mathjs puts into a matrix) as plain text. */
export function scalarText(value: unknown, digits = defaultDigits): string {
  if (typeof value === "number") return numberText(value, digits);
  if (isComplex(value)) return complexText(value, digits);
  return String(value);
}

/**
 * The number of decimals for a column of numbers: the largest gets `digits` significant digits, and the last
 * decimal is not zero in every row.
 */
export function commonDecimals(values: readonly number[], digits = defaultDigits): number {
  const finite = values.filter(Number.isFinite);
  const largest = Math.max(0, ...finite.map(Math.abs));
  if (largest === 0) return 0;
  const decimals = Math.min(Math.max(digits - 1 - Math.floor(Math.log10(largest)), 0), 15);
  const kept = finite.filter((value) => !vanishes(value, decimals));
  const shown = (value: number, places: number) => Number(value.toFixed(places));
  let fewest = 0;
  while (kept.some((value) => shown(value, fewest) !== shown(value, decimals))) fewest++;
  return fewest;
}

/** Whether a number that is not 0 would be written as 0. */
function vanishes(value: number, decimals: number): boolean {
  return value !== 0 && Number(value.toFixed(decimals)) === 0;
}

/** A number with the given decimals. 0 is "0", and a number too small for them keeps two digits. */
export function fixedText(value: number, decimals: number): string {
  if (!Number.isFinite(value) || value === 0) return numberText(value);
  return vanishes(value, decimals) ? settled(value).toExponential(1) : settled(value).toFixed(decimals);
}

const exponent = /^(.*\d)e([+-]?\d+)$/;
const words = new Map([
  ["NaN", "\\text{NaN}"],
  ["Infinity", "\\infty"],
  ["-Infinity", "-\\infty"],
]);

/**
 * A number's plain text as LaTeX.
 *
 * @example
 * import { numberLatex } from "../src/show/base/number";
 * numberLatex("-1.5e-7") // → "-1.5 \\times 10^{-7}"
 */
export function numberLatex(text: string): string {
  const [, mantissa, power] = exponent.exec(text) ?? [];
  return words.get(text) ?? (power === undefined ? text : `${mantissa} \\times 10^{${Number(power)}}`);
}

/**
 * A number's plain text as HTML, with a real minus sign.
 *
 * @example
 * import { numberHtml } from "../src/show/base/number";
 * String(numberHtml("-1.5e-7")) // → "−1.5 × 10<sup>−7</sup>"
 */
export function numberHtml(text: string): Html {
  const [, mantissa = text, power] = exponent.exec(text) ?? [];
  const typeset = (part: string) => part.replace("Infinity", "∞").replace(/-/g, "−");
  return html`${typeset(mantissa)}${power !== undefined && html` × 10<sup>${typeset(`${Number(power)}`)}</sup>`}`;
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/**
 * A rounded number for a sentence or a caption, with a real minus sign: `−1.5 × 10⁻⁷`.
 *
 * @example
 * readable(0.1 + 0.2) // → "0.3"
 * readable(-1.52e-7, 2) // → "−1.5 × 10⁻⁷"
 */
export function readable(value: number, digits = 3): string {
  const raised = (power: string) =>
    power.replace(/-/g, "⁻").replace(/\d/g, (digit) => superscripts.charAt(Number(digit)));
  return numberText(value, digits)
    .replace(/^1e(.*)$/, (_, power: string) => `10${raised(power)}`)
    .replace(/e(.*)$/, (_, power: string) => ` × 10${raised(power)}`)
    .replace("Infinity", "∞")
    .replace(/-/g, "−");
}
