import { type Claim, claimed } from "../core/claims";
import type { Condition, HiddenSizeResults, HiddenSizeRow } from "./settings";

/** R² that counts as no difference. */
const margin = 0.01;

type Of = (row: HiddenSizeRow) => number;
const test: Of = ({ testR2 }) => testR2;
const train: Of = ({ trainR2 }) => trainR2;
const early: Of = (row) => row.early.testR2;

/** The rows of one task, asked by m and seed. */
class Task {
  readonly seeds: readonly number[];
  readonly widths: readonly number[];
  /** The widest network, 10d at the usual settings. */
  readonly widest: number;

  constructor(private readonly rows: readonly HiddenSizeRow[]) {
    this.seeds = [...new Set(rows.map(({ seed }) => seed))];
    this.widths = [...new Set(rows.map(({ m }) => m))].sort((a, b) => a - b);
    this.widest = Math.max(...this.widths);
  }

  at(seed: number, m: number, of: Of): number {
    const row = this.rows.find((row) => row.seed === seed && row.m === m);
    return row ? of(row) : Number.NaN;
  }

  mean(m: number, of: Of): number {
    return this.seeds.reduce((sum, seed) => sum + this.at(seed, m, of), 0) / this.seeds.length;
  }

  /** The m with the highest mean over the seeds, among some. */
  best(of: Of, among = this.widths): number {
    return among.reduce((best, m) => (this.mean(m, of) > this.mean(best, of) ? m : best));
  }

  /** The best on test of those that are not the widest. */
  get rival(): number {
    return this.best(
      test,
      this.widths.filter((m) => m < this.widest),
    );
  }

  effects(effect: (seed: number) => number): number[] {
    return this.seeds.map(effect);
  }
}

/** The widest m in words: 10d where it is. */
const named = (m: number, rows: readonly HiddenSizeRow[]): string =>
  rows.some(({ d }) => m === 10 * d) ? `m = 10d = ${m}` : `m = ${m}`;

/** The claims of part (f), as far as the results have the tasks they are about. */
export function hiddenSizeClaims({ rows }: HiddenSizeResults): readonly Claim[] {
  const of = (condition: Condition) => rows.filter((row) => row.condition === condition);
  const has = (condition: Condition) => new Set(of(condition).map(({ m }) => m)).size > 1;
  return [
    ...(has("noisy") ? noisyClaims(of("noisy")) : []),
    ...(["sigmoid output", "clean, few", "clean, many"] as const)
      .filter(has)
      .map((condition) => notWorse(condition, of(condition))),
    ...(has("noisy") && has("sigmoid output") ? [smallerGap(of("noisy"), of("sigmoid output"))] : []),
    ...(["clean, few, fast", "clean, many, fast"] as const)
      .filter(has)
      .flatMap((condition) => trapClaims(condition, of(condition))),
  ];
}

function noisyClaims(rows: readonly HiddenSizeRow[]): Claim[] {
  const task = new Task(rows);
  const { widest, widths, rival: best } = task;
  const bestEarly = task.best(
    early,
    widths.filter((m) => m !== widest),
  );
  const others = widths.filter((m) => m !== widest && m !== best);
  const worst = others.reduce(
    (low, m) => (task.mean(m, test) < task.mean(low, test) ? m : low),
    others[0] ?? best,
  );
  const wide = named(widest, rows);
  const gap = (seed: number) => task.at(seed, best, test) - task.at(seed, widest, test);
  const inner = widths.slice(1, -1);
  return [
    claimed(
      `noisy: test R² of ${wide} is below that of the best, m = ${best}`,
      task.effects((seed) => -gap(seed)),
      (effect) => effect < 0,
    ),
    claimed(
      `noisy: training R² of ${wide} is above that of m = ${best}`,
      task.effects((seed) => task.at(seed, widest, train) - task.at(seed, best, train)),
      (effect) => effect > 0,
    ),
    claimed(
      `noisy: test R² is highest between m = ${widths[0]} and m = ${widest} (effect: by how much over both ends)`,
      task.effects(
        (seed) =>
          Math.max(...inner.map((m) => task.at(seed, m, test))) -
          Math.max(task.at(seed, widths[0] ?? widest, test), task.at(seed, widest, test)),
      ),
      (effect) => effect > 0,
    ),
    claimed(
      `noisy: ${wide} is not the worst on test (effect: over m = ${worst})`,
      task.effects((seed) => task.at(seed, widest, test) - task.at(seed, worst, test)),
      (effect) => effect > 0,
    ),
    claimed(
      `noisy: early stopping removes more than half of the gap in test R² of ${wide} to m = ${best} (effect: the part)`,
      task.effects((seed) => (task.at(seed, widest, early) - task.at(seed, widest, test)) / gap(seed)),
      (part) => part > 0.5,
    ),
    claimed(
      `noisy, all stopped early: test R² of ${wide} is not below that of the best, m = ${bestEarly}, by more than ${margin}`,
      task.effects((seed) => task.at(seed, widest, early) - task.at(seed, bestEarly, early)),
      (effect) => effect >= -margin,
    ),
  ];
}

/** By how much the widest network's test R² is below that of the best: less where the outputs are bounded. */
function smallerGap(linear: readonly HiddenSizeRow[], bounded: readonly HiddenSizeRow[]): Claim {
  const gap = (task: Task, seed: number) =>
    task.at(seed, task.rival, test) - task.at(seed, task.widest, test);
  const [one, other] = [new Task(linear), new Task(bounded)];
  return claimed(
    `sigmoid output: the gap of ${named(other.widest, bounded)} to the best m is less than a quarter of that with a linear output (effect: the part)`,
    one.effects((seed) => gap(other, seed) / gap(one, seed)),
    (part) => part < 0.25,
  );
}

function notWorse(condition: Condition, rows: readonly HiddenSizeRow[]): Claim {
  const task = new Task(rows);
  const { rival, widest } = task;
  return claimed(
    `${condition}: test R² of ${named(widest, rows)} is not below that of m = ${rival} by more than ${margin}`,
    task.effects((seed) => task.at(seed, widest, test) - task.at(seed, rival, test)),
    (effect) => effect >= -margin,
  );
}

function trapClaims(condition: Condition, rows: readonly HiddenSizeRow[]): Claim[] {
  const task = new Task(rows);
  const { rival, widest } = task;
  const wide = named(widest, rows);
  const less = (of: Of) => task.effects((seed) => task.at(seed, widest, of) - task.at(seed, rival, of));
  return [
    claimed(
      `${condition}: test R² of ${wide} is below that of m = ${rival}`,
      less(test),
      (effect) => effect < 0,
    ),
    claimed(
      `${condition}: and so is its training R²: that is under-training, not over-fitting`,
      less(train),
      (effect) => effect < 0,
    ),
  ];
}
