import { type Claim, claimed } from "../core/claims";
import type { Condition, HiddenSizeResults, HiddenSizeRow } from "./settings";

/** A difference in R² that counts as none. */
const margin = 0.01;

type Of = (row: HiddenSizeRow) => number;
const test: Of = ({ testR2 }) => testR2;
const train: Of = ({ trainR2 }) => trainR2;
const early: Of = (row) => row.early.testR2;

/** The rows of one condition, by m and seed. */
class Task {
  readonly seeds: readonly number[];
  readonly widths: readonly number[];
  /** The largest m: 10d with the default settings. */
  readonly widest: number;
  /** The largest m in words. */
  readonly wide: string;
  /** The m with the best test R², of those below the largest. */
  readonly rival: number;

  constructor(private readonly rows: readonly HiddenSizeRow[]) {
    this.seeds = [...new Set(rows.map(({ seed }) => seed))];
    this.widths = [...new Set(rows.map(({ m }) => m))].sort((a, b) => a - b);
    this.widest = Math.max(...this.widths);
    this.wide = rows.some(({ d }) => this.widest === 10 * d)
      ? `m = 10d = ${this.widest}`
      : `m = ${this.widest}`;
    this.rival = this.best(test);
  }

  at(seed: number, m: number, of: Of): number {
    const row = this.rows.find((row) => row.seed === seed && row.m === m);
    return row ? of(row) : Number.NaN;
  }

  mean(m: number, of: Of): number {
    return this.seeds.reduce((sum, seed) => sum + this.at(seed, m, of), 0) / this.seeds.length;
  }

  /** The m below the largest with the highest mean over the seeds. */
  best(of: Of): number {
    const narrower = this.widths.filter((m) => m < this.widest);
    return narrower.reduce(
      (best, m) => (this.mean(m, of) > this.mean(best, of) ? m : best),
      narrower[0] ?? 0,
    );
  }

  /** For each seed, R² with one m minus R² with another. */
  differences(m: number, other: number, of: Of): number[] {
    return this.seeds.map((seed) => this.at(seed, m, of) - this.at(seed, other, of));
  }

  /** The gap in test R² between the best m and the largest, for a seed. */
  gap(seed: number): number {
    return this.at(seed, this.rival, test) - this.at(seed, this.widest, test);
  }
}

/** The claims of part (f), as far as the results have the conditions for them. */
export function hiddenSizeClaims({ rows }: HiddenSizeResults): readonly Claim[] {
  const has = (condition: Condition) =>
    new Set(rows.filter((row) => row.condition === condition).map(({ m }) => m)).size > 1;
  const task = (condition: Condition) => new Task(rows.filter((row) => row.condition === condition));
  return [
    ...(has("noisy") ? noisyClaims(task("noisy")) : []),
    ...(["sigmoid output", "clean, few", "clean, many"] as const)
      .filter(has)
      .map((condition) => notWorse(condition, task(condition))),
    ...(has("noisy") && has("sigmoid output") ? [smallerGap(task("noisy"), task("sigmoid output"))] : []),
    ...(["clean, few, fast", "clean, many, fast"] as const)
      .filter(has)
      .flatMap((condition) => underTraining(condition, task(condition))),
  ];
}

function noisyClaims(task: Task): Claim[] {
  const { seeds, widest, widths, wide, rival: best } = task;
  const bestEarly = task.best(early);
  const others = widths.filter((m) => m !== widest && m !== best);
  const worst = others.reduce(
    (low, m) => (task.mean(m, test) < task.mean(low, test) ? m : low),
    others[0] ?? best,
  );
  const inner = widths.slice(1, -1);
  return [
    claimed(
      `noisy: test R² of ${wide} is below that of the best, m = ${best}`,
      task.differences(widest, best, test),
      (effect) => effect < 0,
    ),
    claimed(
      `noisy: training R² of ${wide} is above that of m = ${best}`,
      task.differences(widest, best, train),
      (effect) => effect > 0,
    ),
    claimed(
      `noisy: test R² is highest between m = ${widths[0]} and m = ${widest} (effect: its lead over both)`,
      seeds.map(
        (seed) =>
          Math.max(...inner.map((m) => task.at(seed, m, test))) -
          Math.max(task.at(seed, widths[0] ?? widest, test), task.at(seed, widest, test)),
      ),
      (effect) => effect > 0,
    ),
    claimed(
      `noisy: ${wide} is not the worst on test (effect: its lead over m = ${worst})`,
      task.differences(widest, worst, test),
      (effect) => effect > 0,
    ),
    claimed(
      `noisy: early stopping removes more than half of the gap in test R² between ${wide} and m = ${best} (effect: the fraction)`,
      seeds.map((seed) => (task.at(seed, widest, early) - task.at(seed, widest, test)) / task.gap(seed)),
      (part) => part > 0.5,
    ),
    claimed(
      `noisy, all stopped early: test R² of ${wide} is not below that of the best, m = ${bestEarly}, by more than ${margin}`,
      task.differences(widest, bestEarly, early),
      (effect) => effect >= -margin,
    ),
  ];
}

/** The gap between the largest m and the best is smaller with bounded outputs. */
function smallerGap(linear: Task, bounded: Task): Claim {
  return claimed(
    `sigmoid output: the gap between ${bounded.wide} and the best m is less than a quarter of that with a linear output (effect: the fraction)`,
    linear.seeds.map((seed) => bounded.gap(seed) / linear.gap(seed)),
    (part) => part < 0.25,
  );
}

function notWorse(condition: Condition, task: Task): Claim {
  const { rival, widest, wide } = task;
  return claimed(
    `${condition}: test R² of ${wide} is not below that of m = ${rival} by more than ${margin}`,
    task.differences(widest, rival, test),
    (effect) => effect >= -margin,
  );
}

function underTraining(condition: Condition, task: Task): Claim[] {
  const { rival, widest, wide } = task;
  return [
    claimed(
      `${condition}: test R² of ${wide} is below that of m = ${rival}`,
      task.differences(widest, rival, test),
      (effect) => effect < 0,
    ),
    claimed(
      `${condition}: so is its training R², which means under-training, not over-fitting`,
      task.differences(widest, rival, train),
      (effect) => effect < 0,
    ),
  ];
}
