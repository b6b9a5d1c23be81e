/** Anything that JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A Plotly specification as JSON. Typed arrays become arrays, a number that is not finite becomes
 * null (Plotly leaves a gap there), and fractions keep seven digits: more than an eye or a screen
 * can tell apart, in a third of the room, and the same on machines that differ in the last bit.
 *
 * @example
 * import { plotJson } from "../src/show/plot-json";
 * plotJson({ y: new Float64Array([0.1 + 0.2, NaN]) }) // → { y: [0.3, null] }
 */
export function plotJson(value: unknown): Json {
  if (typeof value === "number") return plotNumber(value);
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return null;
  if (Array.isArray(value)) return value.map(plotJson);
  if (ArrayBuffer.isView(value) && Symbol.iterator in value) {
    return Array.from(value as unknown as Iterable<unknown>, plotJson);
  }
  if (value instanceof Date) return value.toISOString();
  const entries = Object.entries(value).filter(
    ([, entry]) => entry !== undefined && typeof entry !== "function",
  );
  return Object.fromEntries(entries.map(([key, entry]) => [key, plotJson(entry)]));
}

function plotNumber(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(7));
}
