import type { Arithmetic, Change, Extent, LayerPlace, LayerValues, Points } from "./arithmetic";
import { heap } from "./heap";

const fours = (n: number) => (n + 3) & ~3;

/** The WASM kernels over panels of four columns: src/engine/kernels/products.ts says how they lie. */
class Panels implements Arithmetic {
  readonly name = "wasm";

  rows(count: number): number {
    return count === 1 ? 1 : fours(count);
  }

  filled(inputs: number): number {
    return fours(inputs);
  }

  numbers(rows: number, columns: number): number {
    return rows * fours(columns);
  }

  place(row: number, column: number, rows: number): number {
    return 4 * (rows * (column >> 2) + row) + (column & 3);
  }

  stride(rows: number): number {
    return rows * 32;
  }

  from({ at, stride }: Points, first: number): Points {
    return { at: at + first * 32, stride };
  }

  gather(points: Points, columns: number, to: number, { rows, count }: Extent, units: number): void {
    heap().kernels.gather(points.at, points.stride, columns, count, to, rows, units);
  }

  forward({ at, stride }: Points, layer: LayerPlace, { a, slope }: LayerValues, extent: Extent): void {
    const { w, b, units, f } = layer;
    const { rows, count } = extent;
    heap().kernels.forward(at, stride, w, inputBytes(layer), b, a, slope, rows, count, units, f);
  }

  delta({ a, slope, d }: LayerValues, y: Points, { rows }: Extent, units: number, scale: number): number {
    return heap().kernels.delta(a, y.at, y.stride, slope, d, rows, units, scale);
  }

  backward(d: number, layer: LayerPlace, before: LayerValues, { rows }: Extent): void {
    const { w, units } = layer;
    heap().kernels.backward(d, w, inputBytes(layer), before.slope, before.d, rows, units);
  }

  gradient({ at, stride }: Points, d: number, { rows }: Extent, change: Change): void {
    const { from, to, keep, keepBias, scale } = change;
    const inputs = inputBytes(from);
    const { units } = from;
    heap().kernels.gradient(
      at,
      stride,
      d,
      rows,
      from.w,
      to.w,
      inputs,
      from.b,
      to.b,
      units,
      keep,
      keepBias,
      scale,
    );
  }

  backwardUpdate(before: LayerValues, d: number, extent: Extent, change: Change): void {
    const { to, keep, scale } = change;
    if (extent.rows === 1) {
      const { a, slope, d: out } = before;
      heap().kernels.backwardUpdate(d, to.w, inputBytes(to), to.b, a, slope, out, to.units, keep, scale);
    } else {
      this.backward(d, to, before, extent);
      this.gradient({ at: before.a, stride: this.stride(extent.rows) }, d, extent, change);
    }
  }

  sumPoints(a: number, { rows }: Extent, units: number, to: number, scale: number): void {
    heap().kernels.sumPoints(a, rows, units, to, scale);
  }

  pull({ d, slope }: LayerValues, by: number, { rows }: Extent, units: number): void {
    heap().kernels.pull(d, by, slope, rows, units);
  }
}

const inputBytes = ({ inputs }: LayerPlace): number => fours(inputs) * 32;

export const panels: Arithmetic = new Panels();
