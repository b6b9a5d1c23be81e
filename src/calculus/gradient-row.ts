import type { Matrix } from "mathjs";
import { rowsOf, size } from "../data/matrix";
import type { Entry } from "./numerical-gradient";
import type { SlopeEstimate } from "./slope-estimate";

/** The gradient of one parameter compared with the numerical one. */
export interface GradientRow {
  readonly name: string;
  readonly shape: readonly [rows: number, columns: number];
  /** Where the two differ most, kinks excluded, counted from 0 as in mathjs's `get([i, j])`. */
  readonly entry: Entry;
  /** The given gradient at that entry. */
  readonly analytic: number;
  /** The measured gradient at that entry. */
  readonly numeric: number;
  /** |a − n| over the larger of the two, or over the floor of `gradientCheck`. */
  readonly relativeError: number;
  /** Whether every entry, kinks excluded, is within the tolerance. */
  readonly ok: boolean;
  /** Set where every slope is too small to measure even one digit: nothing disagrees, but nothing is shown. */
  readonly unmeasured?: true;
  /** Entries that disagree because f has a kink within the step, if any: the slope is undefined there. */
  readonly kink?: readonly Entry[];
  /** The usual error that explains the difference, if there is one. */
  readonly diagnosis?: string;
}

/** How the gradient of one parameter is compared. */
export interface RowOptions {
  /** Entries below it are compared as if they were this large. */
  readonly floor: number;
  /** The relative error that passes. */
  readonly tolerance: number;
  /** Whether f has a kink within the step of an entry, and the slope lies between those on its two sides. */
  readonly isKink: (entry: Entry, slope: number) => boolean;
  /** The slope along an entry with a bound on its error; undefined where the bound cannot reach `error`. */
  readonly estimate: (entry: Entry, error: number) => SlopeEstimate | undefined;
}

/** Compares the gradient of one parameter with the numerical one. */
export function gradientRow(
  name: string,
  analytic: Matrix,
  numeric: Matrix,
  { floor, tolerance, isKink, estimate }: RowOptions,
): GradientRow {
  const pairs = paired(analytic, numeric);
  const largest = pairs.reduce((a, b) => (magnitude(b) > magnitude(a) ? b : a));
  const most = magnitude(largest);
  const errorAbove = (lowest: number) => (pair: Pair) =>
    difference(pair) / Math.max(magnitude(pair), lowest, 1e-3 * most);
  const [withFloor, withoutFloor] = [errorAbove(floor), errorAbove(0)];
  const isMeasurablyWrong = (pair: Pair) => {
    const measured = estimate(pair.entry, difference(pair) / 100);
    return (
      measured !== undefined &&
      Math.min(difference(pair), Math.abs(pair.a - measured.slope)) > 100 * measured.error
    );
  };
  const hidden = pairs.filter(
    (pair) => withFloor(pair) <= tolerance && withoutFloor(pair) > tolerance && isMeasurablyWrong(pair),
  );
  const error = (pair: Pair) => (hidden.includes(pair) ? withoutFloor : withFloor)(pair);
  const kinks = pairs.filter((pair) => error(pair) > tolerance && isKink(pair.entry, pair.a));
  const smooth = pairs.filter((pair) => !kinks.includes(pair));
  const worst = (smooth.length > 0 ? smooth : kinks).reduce((a, b) => (error(b) > error(a) ? b : a));
  const ok = smooth.every((pair) => error(pair) <= tolerance);
  // The floor would let an error of a tenth pass. Where all slopes are exactly 0, nothing is left to measure.
  const isBlind = ok && most > 0 && tolerance * floor > most / 10;
  const isMeasured = () =>
    (estimate(largest.entry, most / 10)?.error ?? Number.POSITIVE_INFINITY) <= most / 10;
  const compare = hidden.length > 0 ? withoutFloor : withFloor;
  const close = (a: number, n: number) => compare({ a, n, entry: [0, 0] }) <= tolerance;
  return {
    name,
    shape: size(analytic),
    entry: worst.entry,
    analytic: worst.a,
    numeric: worst.n,
    relativeError: error(worst),
    ok,
    ...(isBlind && !isMeasured() && { unmeasured: true }),
    ...(kinks.length > 0 && { kink: kinks.map((pair) => pair.entry) }),
    ...(!ok && { diagnosis: diagnosis(pairs, size(analytic), close) }),
  };
}

interface Pair {
  readonly entry: Entry;
  readonly a: number;
  readonly n: number;
}

const difference = ({ a, n }: Pair): number => Math.abs(a - n);
const magnitude = ({ a, n }: Pair): number => Math.max(Math.abs(a), Math.abs(n));

function paired(analytic: Matrix, numeric: Matrix): Pair[] {
  const measured = rowsOf(numeric);
  return rowsOf(analytic).flatMap((row, i) =>
    row.map((a, j) => ({ entry: [i, j] as const, a: Number(a), n: Number(measured[i]?.[j]) })),
  );
}

/**
 * Names the usual error that explains how an analytic gradient differs from the numeric one: a zero, a
 * lost sign, a lost factor, a lost transpose. Undefined if none does.
 *
 * @param pairs all entries, row by row
 * @param close whether two numbers agree within the precision of the check
 */
function diagnosis(
  pairs: readonly Pair[],
  [rows, columns]: GradientRow["shape"],
  close: (a: number, b: number) => boolean,
): string | undefined {
  const all = (expected: (pair: Pair) => number) => pairs.every((pair) => close(expected(pair), pair.a));
  if (pairs.every(({ a }) => a === 0)) return "every entry is 0";
  if (all(({ n }) => -n)) return "every entry has the wrong sign";
  if (rows === columns && all(({ entry: [i, j] }) => (pairs[j * columns + i] as Pair).n))
    return "it is the transpose of what it should be";
  const largest = pairs.reduce((best, pair) => (Math.abs(pair.n) > Math.abs(best.n) ? pair : best));
  const factor = largest.a / largest.n;
  if (all(({ n }) => factor * n))
    return `every entry is ${Number(factor.toPrecision(3))} times what it should be`;
  return undefined;
}
