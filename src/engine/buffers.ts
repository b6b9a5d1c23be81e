import type { Matrix } from "mathjs";
import { rowsOf } from "../data/matrix";
import type { Arithmetic, Extent, LayerValues } from "./arithmetic";
import { type LoadedData, requireColumns } from "./backend";
import { type Arena, heap } from "./heap";

/** The points that are evaluated at a time, which limits the memory for a large test set. */
const blockSize = 256;

/** Data in the engine's memory: the addresses of the points, stored row by row. */
class LoadedPoints implements LoadedData {
  freed = false;

  constructor(
    readonly N: number,
    readonly x: number,
    readonly y: number,
    readonly arena: Arena,
  ) {}

  free(): void {
    for (const at of this.freed ? [] : [this.x, this.y]) this.arena.release(at);
    this.freed = true;
  }
}

/** The points of a pass, in the layout that the products need. */
export interface Points extends Extent {
  readonly x: number;
  readonly y: number;
}

/** The addresses that a pass over so many rows uses. */
interface PassBuffers {
  readonly rows: number;
  readonly values: readonly LayerValues[];
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly scratch: number;
  readonly all: readonly number[];
}

/** The memory of a network's passes: the loaded data, the points of the current pass, and its results. */
export class Buffers {
  private current: PassBuffers | undefined;
  /** Data whose points are all laid out already, for the next full batch. */
  private ready: { readonly data: LoadedPoints; readonly points: Points } | undefined;

  /** @param sizes the number of inputs, then the number of units in each layer */
  constructor(
    private readonly arithmetic: Arithmetic,
    private readonly arena: Arena,
    private readonly sizes: readonly number[],
  ) {}

  load(X: Matrix, Y: Matrix): LoadedData {
    const [, N = 0] = X.size();
    const put = (M: Matrix): number => {
      const units = rowsOf(M) as readonly (readonly number[])[];
      const width = this.arithmetic.width(units.length);
      const at = this.arena.allocate(width * N, `Data of ${units.length}×${N} numbers`);
      const { numbers } = heap();
      for (const [unit, entries] of units.entries()) {
        let place = at / 8 + unit;
        for (const entry of entries) {
          numbers[place] = entry;
          place += width;
        }
      }
      return at;
    };
    return this.arena.atomically(() => {
      const x = put(X);
      return new LoadedPoints(N, x, Y === X ? x : put(Y), this.arena);
    });
  }

  /** The results of a layer in the latest pass. */
  values(layer: number): LayerValues {
    return this.current?.values[layer] as LayerValues;
  }

  /** The points numbered in `columns`. Default: all points. */
  points(data: LoadedData, columns?: ArrayLike<number>): Points {
    const loaded = this.loaded(data);
    if (!columns) return this.layOut(loaded, loaded.N, 0);
    requireColumns(columns, loaded.N);
    return this.layOut(loaded, columns.length, columns[0] as number, columns);
  }

  /** All points, a block at a time. */
  *blocks(data: LoadedData): Generator<Points> {
    const loaded = this.loaded(data);
    for (let first = 0; first < loaded.N; first += blockSize)
      yield this.layOut(loaded, Math.min(blockSize, loaded.N - first), first);
  }

  private loaded(data: LoadedData): LoadedPoints {
    this.arena.requireOpen();
    if (!(data instanceof LoadedPoints) || data.arena !== this.arena)
      throw new Error("The data were not loaded by this learner: use what its own load(X, Y) returns.");
    if (data.freed) throw new Error("The data have been freed: load them again.");
    return data;
  }

  /** Lays out `count` points from `first`, or those in `columns`. A single point needs no copy. */
  private layOut(data: LoadedPoints, count: number, first: number, columns?: ArrayLike<number>): Points {
    const isAll = count === data.N && !columns;
    if (isAll && this.ready?.data === data) return this.ready.points;
    const { arithmetic } = this;
    const rows = arithmetic.rows(count);
    const buffers = this.buffersFor(rows);
    const { scratch } = buffers;
    const [inputs, outputs] = [this.sizes[0] as number, this.sizes.at(-1) as number];
    const { x, y } = data;
    const offset = (units: number) => 8 * first * arithmetic.width(units);
    const points =
      count === 1
        ? { rows, count, scratch, x: x + offset(inputs), y: y + offset(outputs) }
        : { rows, count, scratch, x: buffers.x, y: y === x ? buffers.x : buffers.y };
    if (count > 1) {
      this.ready = undefined;
      const numbers = new Uint32Array(heap().buffer, buffers.columns, count);
      for (let k = 0; k < count; k++) numbers[k] = columns ? (columns[k] as number) : first + k;
      arithmetic.pick(x, buffers.columns, points.x, points, inputs);
      if (y !== x) arithmetic.pick(y, buffers.columns, points.y, points, outputs);
    }
    if (isAll) this.ready = { data, points };
    return points;
  }

  /** Buffers for at least so many rows; smaller ones are replaced. */
  private buffersFor(rows: number): PassBuffers {
    if (this.current && this.current.rows >= rows) return this.current;
    for (const at of this.current?.all ?? []) this.arena.release(at);
    this.current = undefined;
    this.ready = undefined;
    this.current = this.arena.atomically(() => {
      const all: number[] = [];
      const allocate = (numbers: number) => {
        all.push(this.arena.allocate(numbers, `A pass over ${rows} points`));
        return all.at(-1) as number;
      };
      const { sizes, arithmetic } = this;
      const matrix = (units: number) => allocate(arithmetic.numbers(rows, units));
      return {
        rows,
        values: sizes.slice(1).map((units) => ({ a: matrix(units), slope: matrix(units), d: matrix(units) })),
        x: matrix(sizes[0] as number),
        y: matrix(sizes.at(-1) as number),
        columns: allocate(rows),
        scratch: allocate(arithmetic.scratch(rows, sizes)),
        all,
      };
    });
    return this.current;
  }
}
