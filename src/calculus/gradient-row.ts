import type { Matrix } from "mathjs";
import { rowsOf, size } from "../data/matrix";
import type { Entry } from "./numerical-gradient";
import type { Sighted } from "./slope-estimate";

/** One parameter's gradient held against the numerical one. */
export interface GradientRow {
  readonly name: string;
  readonly shape: readonly [rows: number, columns: number];
  /** Where the two differ most, counted from 0 as in mathjs's `get([i, j])`; kinks are passed over. */
  readonly entry: Entry;
  /** The given gradient at that entry. */
  readonly analytic: number;
  /** The measured one at that entry. */
  readonly numeric: number;
  /** |a − n| over the larger of the two, or over what `gradientCheck` calls the floor. */
  readonly relativeError: number;
  /** Whether no entry's relative error exceeds the tolerance, kinks passed over. */
  readonly ok: boolean;
  /** Set where every slope is too small for the method to tell its first digit: nothing disagrees, and nothing is shown. */
  readonly unmeasured?: true;
  /** Entries that disagree because f has a kink within the step, if any: no slope can be measured there. */
  readonly kink?: readonly Entry[];
  /** How it is wrong, if it is wrong in a usual way. */
  readonly diagnosis?: string;
}

/** How one parameter is judged. */
export interface Judgement {
  /** Entries below it are judged as if they were as large. */
  readonly floor: number;
  /** The relative error that passes. */
  readonly tolerance: number;
  /** Whether f has a kink within the step of that entry, and the slope lies between those of its sides. */
  readonly kinkExcuses: (entry: Entry, slope: number) => boolean;
  /** The slope along that entry with its own error, if that can be as small: for what the floor may hide. */
  readonly sight: (entry: Entry, error: number) => Sighted | undefined;
}

/** Holds one parameter's gradient against the numerical one. */
export function gradientRow(
  name: string,
  analytic: Matrix,
  numeric: Matrix,
  { floor, tolerance, kinkExcuses, sight }: Judgement,
): GradientRow {
  const pairs = paired(analytic, numeric);
  const [most] = [...pairs].sort((one, other) => sizeOf(other) - sizeOf(one));
  const largest = most ? sizeOf(most) : 0;
  const over = (lowest: number) => (pair: Pair) =>
    apart(pair) / Math.max(sizeOf(pair), lowest, 1e-3 * largest);
  const floored = over(floor);
  const isSeenWrong = (pair: Pair) => {
    const seen = sight(pair.entry, apart(pair) / 100);
    return seen !== undefined && Math.min(apart(pair), Math.abs(pair.a - seen.slope)) > 100 * seen.error;
  };
  const isMeasured = ({ entry }: Pair) =>
    (sight(entry, largest / 10)?.error ?? Number.POSITIVE_INFINITY) <= largest / 10;
  const hidden = pairs.filter(
    (pair) => floored(pair) <= tolerance && over(0)(pair) > tolerance && isSeenWrong(pair),
  );
  // What can be seen to disagree is judged without the floor, and so is what is said of it.
  const error = (pair: Pair) => (hidden.includes(pair) ? over(0) : floored)(pair);
  const kinks = pairs.filter((pair) => error(pair) > tolerance && kinkExcuses(pair.entry, pair.a));
  const smooth = pairs.filter((pair) => !kinks.includes(pair));
  const worst = (smooth.length > 0 ? smooth : kinks).reduce((a, b) => (error(b) > error(a) ? b : a));
  const ok = smooth.every((pair) => error(pair) <= tolerance);
  // An error of a tenth would pass; but where both are exactly 0 there is nothing left to measure.
  const blind = ok && largest > 0 && tolerance * floor > largest / 10;
  const unmeasured = blind && most !== undefined && !isMeasured(most);
  const judge = hidden.length > 0 ? over(0) : floored;
  const close = (a: number, n: number) => judge({ a, n, entry: [0, 0] }) <= tolerance;
  return {
    name,
    shape: size(analytic),
    entry: worst.entry,
    analytic: worst.a,
    numeric: worst.n,
    relativeError: error(worst),
    ok,
    ...(unmeasured && { unmeasured }),
    ...(kinks.length > 0 && { kink: kinks.map((pair) => pair.entry) }),
    ...(!ok && {
      diagnosis: diagnosis(rowsOf(analytic) as number[][], rowsOf(numeric) as number[][], close),
    }),
  };
}

interface Pair {
  readonly entry: Entry;
  readonly a: number;
  readonly n: number;
}

const apart = ({ a, n }: Pair): number => Math.abs(a - n);
const sizeOf = ({ a, n }: Pair): number => Math.max(Math.abs(a), Math.abs(n));

function paired(analytic: Matrix, numeric: Matrix): Pair[] {
  const measured = rowsOf(numeric);
  return rowsOf(analytic).flatMap((row, i) =>
    row.map((a, j) => ({ entry: [i, j] as const, a: Number(a), n: Number(measured[i]?.[j]) })),
  );
}

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
