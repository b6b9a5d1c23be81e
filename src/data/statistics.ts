import { refuse } from "./arguments";

/** Mean and sample standard deviation, 0 for one value; null where a value is missing. */
export interface Spread {
  readonly mean: number | null;
  readonly sd: number | null;
}

/**
 * Mean and sample standard deviation, summed in the order of the values.
 *
 * @example
 * spread([1, 2, 3]) // → { mean: 2, sd: 1 }
 * spread([4]) // → { mean: 4, sd: 0 }
 */
export function spread(values: readonly number[]): Spread {
  if (!Array.isArray(values)) refuse("values", values, "a list of numbers such as [1, 2, 3]");
  if (values.length === 0 || !values.every(Number.isFinite)) return { mean: null, sd: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: values.length === 1 ? 0 : Math.sqrt(squares / (values.length - 1)) };
}

/** The value below which a fraction of the values lies, interpolated between two of them; 0 for an empty list. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = fraction * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}

/** The middle value, or the mean of the two in the middle; 0 for an empty list. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);
