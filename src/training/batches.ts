import { random } from "../data/random";

/**
 * Mini-batches without end: each epoch goes through all points once, in a new order; its last batch may
 * be smaller. The n-th batch depends on the seed and on n only, so that a training can go on anywhere.
 */
export class Batches {
  private readonly draw;
  private readonly perEpoch: number;
  private epoch = -1;
  private order: readonly number[] = [];

  constructor(
    private readonly N: number,
    private readonly size: number,
    seed: number,
  ) {
    this.draw = random(seed);
    this.perEpoch = Math.ceil(N / size);
  }

  /** The points of batch n, counted from 0; nothing where a batch is all points. Batches are asked for in order. */
  at(n: number): readonly number[] | undefined {
    if (this.size === this.N) return undefined;
    for (const epoch = Math.floor(n / this.perEpoch); this.epoch < epoch; this.epoch++)
      this.order = this.draw.shuffle(Array.from({ length: this.N }, (_, i) => i));
    const from = (n % this.perEpoch) * this.size;
    return this.order.slice(from, from + this.size);
  }

  /** How many epochs n batches are. */
  epochsIn(n: number): number {
    return n / this.perEpoch;
  }
}
