/**
 * What an analytic gradient looks like beside the numeric one, in a phrase, if it is one of the usual
 * slips: a zero, a lost sign, a lost factor, a lost transpose. Nothing if it is none of them.
 *
 * @param close whether two numbers agree, to the precision of the check
 *
 * @example
 * import { diagnosis } from "../src/calculus/diagnosis";
 * const close = (a: number, b: number) => Math.abs(a - b) < 1e-6;
 * diagnosis([[2, 4], [6, 8]], [[1, 2], [3, 4]], close) // → "every entry is 2 times what it should be"
 * diagnosis([[1, 3], [2, 4]], [[1, 2], [3, 4]], close) // → "it is the transpose of what it should be"
 * diagnosis([[1, 0], [0, 4]], [[1, 2], [3, 4]], close) // → undefined
 */
export function diagnosis(
  analytic: readonly (readonly number[])[],
  numeric: readonly (readonly number[])[],
  close: (a: number, b: number) => boolean,
): string | undefined {
  const all = (expected: (i: number, j: number, a: number) => number | undefined) =>
    numeric.every((row, i) =>
      row.every((n, j) => close(expected(i, j, n) ?? Number.NaN, analytic[i]?.[j] ?? Number.NaN)),
    );
  if (analytic.every((row) => row.every((a) => a === 0))) return "every entry is 0";
  if (all((_i, _j, n) => -n)) return "every sign is the wrong way round";
  if (numeric.length === numeric[0]?.length && all((i, j) => numeric[j]?.[i]))
    return "it is the transpose of what it should be";
  const factor = commonFactor(analytic, numeric);
  if (all((_i, _j, n) => factor * n))
    return `every entry is ${Number(factor.toPrecision(3))} times what it should be`;
  return undefined;
}

/** The factor between the two gradients at the numeric one's largest entry. */
function commonFactor(
  analytic: readonly (readonly number[])[],
  numeric: readonly (readonly number[])[],
): number {
  const pairs = numeric.flatMap((row, i) => row.map((n, j) => ({ n, a: analytic[i]?.[j] ?? Number.NaN })));
  const largest = pairs.reduce((best, pair) => (Math.abs(pair.n) > Math.abs(best.n) ? pair : best));
  return largest.a / largest.n;
}
