import type { Arithmetic, Change, Extent, LayerPlace, LayerValues } from "./arithmetic";
import type { Backend } from "./backend";
import { heap } from "./heap";
import { MemoryLearner } from "./learner";
import { type Blas, openBlas } from "./openblas";

const even = (n: number) => (n + 1) & ~1;

/** CBLAS's numbers for row by row, not transposed, and transposed. */
const [byRows, plain, transposed] = [101, 111, 112];

/** A matrix: its address, its columns as stored, and whether it is transposed. */
type Operand = readonly [at: number, columns: number, how?: number];

/** Products by a BLAS library over the engine's memory, with matrices stored row by row. */
class BlasArithmetic implements Arithmetic {
  readonly name = "blas";
  private buffer: ArrayBuffer | undefined;
  private base = 0n;

  constructor(private readonly blas: Blas) {}

  width(units: number): number {
    return even(units);
  }

  rows(count: number): number {
    return count;
  }

  padded(inputs: number): number {
    return inputs;
  }

  numbers(rows: number, columns: number): number {
    return rows * even(columns);
  }

  scratch(): number {
    return 0;
  }

  place(row: number, column: number, _rows: number, columns: number): number {
    return row * even(columns) + column;
  }

  pick(data: number, columns: number, to: number, { count }: Extent, units: number): void {
    heap().kernels.pickRows(data, 8 * even(units), columns, count, to);
  }

  forward(x: number, layer: LayerPlace, { a, slope }: LayerValues, { rows }: Extent): void {
    const { w, b, inputs, units, f } = layer;
    const { kernels } = heap();
    const width = 8 * even(units);
    kernels.fillRows(b, a, rows, width);
    if (rows === 1) this.vector(transposed, layer, x, 1, a);
    else this.product([rows, units, inputs], 1, [x, inputs], [w, units], 1, [a, units]);
    kernels.activateRows(f, a, slope, rows, width, units);
  }

  delta(out: LayerValues, y: number, pull: number, extent: Extent, units: number, scale: number): number {
    const { a, slope, d } = out;
    return heap().kernels.deltaRows(a, y, pull, slope, d, extent.rows, 8 * even(units), scale);
  }

  backward(d: number, layer: LayerPlace, pull: number, before: LayerValues, { rows }: Extent): void {
    const { w, inputs, units } = layer;
    const { d: out, slope } = before;
    if (rows === 1) this.vector(plain, layer, d, 0, out);
    else this.product([rows, inputs, units], 1, [d, units], [w, units, transposed], 0, [out, inputs]);
    heap().kernels.slopeRows(out, pull, slope, rows, 8 * even(inputs));
  }

  gradient(x: number, d: number, { rows }: Extent, change: Change): void {
    const { from, to, keep, keepBias, scale } = change;
    const { inputs, units } = from;
    const { kernels } = heap();
    const inPlace = from === to;
    if (!inPlace && keep !== 0) kernels.combine(to.w, from.w, from.w, keep, 0, to.b - to.w);
    const beta = inPlace ? keep : Number(keep !== 0);
    if (rows === 1 && beta === 1)
      this.blas.dger(byRows, inputs, units, scale, this.at(x), 1, this.at(d), 1, this.at(to.w), even(units));
    else this.product([inputs, units, rows], scale, [x, inputs, transposed], [d, units], beta, [to.w, units]);
    kernels.sumOfRows(d, from.b, to.b, keepBias, scale, rows, 8 * even(units));
  }

  backwardUpdate(d: number, pull: number, before: LayerValues, extent: Extent, change: Change): void {
    this.backward(d, change.to, pull, before, extent);
    this.gradient(before.a, d, extent, change);
  }

  sumPoints(a: number, { rows }: Extent, units: number, to: number, scale: number): void {
    heap().kernels.sumOfRows(a, to, to, 0, scale, rows, 8 * even(units));
  }

  /** to = W x + beta · to, or with Wᵀ. */
  private vector(how: number, { w, inputs, units }: LayerPlace, x: number, beta: number, to: number): void {
    const [A, X, Y] = [this.at(w), this.at(x), this.at(to)];
    this.blas.dgemv(...[byRows, how, inputs, units, 1, A, even(units), X, 1, beta, Y, 1]);
  }

  /** C = alpha · A B + beta · C, where A B is rows×columns with sums over `depth` products. */
  private product(
    size: readonly [rows: number, columns: number, depth: number],
    alpha: number,
    [a, columnsA, howA = plain]: Operand,
    [b, columnsB, howB = plain]: Operand,
    beta: number,
    [c, columnsC]: Operand,
  ): void {
    const [A, B, C] = [this.at(a), this.at(b), this.at(c)];
    const { dgemm } = this.blas;
    dgemm(byRows, howA, howB, ...size, alpha, A, even(columnsA), B, even(columnsB), beta, C, even(columnsC));
  }

  /** The address in the process. The memory moves when it grows. */
  private at(address: number): bigint {
    const { buffer } = heap();
    if (buffer !== this.buffer) [this.buffer, this.base] = [buffer, this.blas.address(buffer)];
    return this.base + BigInt(address);
  }
}

let loaded: Backend | undefined;

/**
 * Products by the system's OpenBLAS. It is faster than `wasm` for large layers and batches, but its bits
 * differ between machines, since it uses the instructions that the processor has.
 *
 * @throws if the library or the package koffi is missing, with how to install it; `backend("blas")` falls
 *   back to `wasm` then.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const learner = backend("blas", () => {}).learner(net);
 * ["blas", "wasm"].includes(learner.backend) // → true
 */
export function blasBackend(): Backend {
  if (loaded) return loaded;
  const blas = openBlas();
  const arithmetic = new BlasArithmetic(blas);
  loaded = {
    name: "blas",
    description: blas.description,
    learner: (net, options = {}) => new MemoryLearner(net, options, arithmetic),
  };
  return loaded;
}
