import type { Arithmetic, Change, Extent, LayerPlace, LayerValues } from "./arithmetic";
import type { Backend } from "./backend";
import { heap } from "./heap";
import { MemoryLearner } from "./learner";

const fours = (n: number) => (n + 3) & ~3;

/** The bytes of a panel of weights. */
const inputBytes = ({ inputs }: LayerPlace): number => fours(inputs) * 32;

/** Products by the WASM kernels over panels of four columns; kernels/product.ts describes the layout. */
class WasmArithmetic implements Arithmetic {
  readonly name = "wasm";

  width(units: number): number {
    return fours(units);
  }

  rows(count: number): number {
    return count === 1 ? 1 : fours(count);
  }

  padded(inputs: number): number {
    return fours(inputs);
  }

  numbers(rows: number, columns: number): number {
    return rows * fours(columns);
  }

  /** A transposed matrix of points, then one of weights. */
  scratch(rows: number, sizes: readonly number[]): number {
    const weights = sizes.slice(1).map((units, l) => fours(units) * fours(sizes[l] ?? 0));
    return rows === 1 ? 0 : this.numbers(rows, Math.max(...sizes)) + Math.max(...weights);
  }

  place(row: number, column: number, rows: number): number {
    return 4 * (rows * (column >> 2) + row) + (column & 3);
  }

  pick(data: number, columns: number, to: number, { rows, count }: Extent, units: number): void {
    heap().kernels.pick(data, fours(units) * 8, columns, count, to, rows);
  }

  forward(x: number, layer: LayerPlace, { a, slope }: LayerValues, extent: Extent): void {
    const { w, b, units, f } = layer;
    const { rows, count, scratch } = extent;
    heap().kernels.forward(x, scratch, w, inputBytes(layer), b, a, slope, rows, count, units, f);
  }

  delta(out: LayerValues, y: number, pull: number, extent: Extent, units: number, scale: number): number {
    const { a, slope, d } = out;
    return heap().kernels.delta(a, y, pull, slope, d, extent.rows, units, scale);
  }

  backward(d: number, layer: LayerPlace, pull: number, before: LayerValues, extent: Extent): void {
    const { w, units } = layer;
    const { rows, scratch } = extent;
    const transposedW = scratch + 8 * this.numbers(rows, units);
    const { slope, d: out } = before;
    heap().kernels.backward(d, scratch, w, transposedW, inputBytes(layer), pull, slope, out, rows, units);
  }

  gradient(x: number, d: number, { rows }: Extent, change: Change): void {
    const { from, to, keep, keepBias, scale } = change;
    const { kernels } = heap();
    const inputs = inputBytes(from);
    kernels.gradient(x, d, rows, from.w, to.w, inputs, from.b, to.b, from.units, keep, keepBias, scale);
  }

  backwardUpdate(d: number, pull: number, before: LayerValues, extent: Extent, change: Change): void {
    const { to, keep, scale } = change;
    if (extent.rows === 1 && keep === 1) {
      const { a, slope, d: out } = before;
      heap().kernels.backwardUpdate(d, to.w, inputBytes(to), to.b, a, pull, slope, out, to.units, scale);
    } else {
      this.backward(d, to, pull, before, extent);
      this.gradient(before.a, d, extent, change);
    }
  }

  sumPoints(a: number, { rows }: Extent, units: number, to: number, scale: number): void {
    heap().kernels.sumPoints(a, rows, units, to, scale);
  }
}

export const wasmArithmetic = new WasmArithmetic();

/**
 * The engine's own arithmetic: WebAssembly with 128-bit vectors, in float64. It does not fuse products with
 * sums, adds in a fixed order and computes exponentials itself, so the same seed gives the same bits in every
 * version of Node.js and every browser.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = column([1, 0.5, 0]);
 * const learner = wasmBackend.learner(net, { optimiser: { name: "adam" } });
 * const data = learner.load(x);
 * const before = learner.step(data, 0.1);
 * before // → loss(forward(net, x).ypred, x)
 * learner.evaluate(data).loss < before // → true
 */
export const wasmBackend: Backend = {
  name: "wasm",
  description: "WebAssembly, 128-bit SIMD",
  learner: (net, options = {}) => new MemoryLearner(net, options, wasmArithmetic),
};
