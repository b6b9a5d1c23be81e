/** The value below which a fraction of some values lies, between two of them in proportion; 0 of nothing. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = fraction * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}

/** The middle value, or the mean of the two in the middle; 0 of nothing. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);
