import type { Matrix } from "mathjs";

/** One operation of a step, as it ran. */
export interface TracedOperation {
  /** Its place in the order, from 1. */
  readonly order: number;
  readonly pass: "forward" | "backward" | "update";
  /** The point it belongs to, from 1; null where it belongs to all. */
  readonly point: number | null;
  /** What is known once it has run, such as "a1 of x2". */
  readonly gives: string;
  readonly formula: string;
  /** What had to be known before. */
  readonly needs: readonly string[];
  /** After which operation all of that was known; 0 where it was from the start. */
  readonly possibleAfter: number;
}

type Value = Matrix | number;

/** Runs operations one by one and keeps book of what is known; an operation that comes too early is refused. */
export class Ledger {
  readonly operations: TracedOperation[] = [];
  private readonly known = new Map<string, { value: Value; since: number }>();

  constructor(given: Readonly<Record<string, Value>>) {
    for (const [name, value] of Object.entries(given)) this.known.set(name, { value, since: 0 });
  }

  /** An operation's inputs are read through here, so that what it needs is seen and not told. */
  run(
    pass: TracedOperation["pass"],
    point: number | null,
    gives: string,
    formula: string,
    compute: (read: (name: string) => Matrix) => Value,
  ): void {
    const needs: string[] = [];
    const read = (name: string): Matrix => {
      const entry = this.known.get(name);
      if (!entry) throw new Error(`${gives} needs ${name}, which is not known yet.`);
      if (!needs.includes(name)) needs.push(name);
      return entry.value as Matrix;
    };
    const value = compute(read);
    const order = this.operations.length + 1;
    const possibleAfter = Math.max(0, ...needs.map((name) => this.known.get(name)?.since ?? 0));
    this.known.set(gives, { value, since: order });
    this.operations.push({ order, pass, point, gives, formula, needs, possibleAfter });
  }

  value(name: string): Matrix {
    return this.known.get(name)?.value as Matrix;
  }
}
