import type { Arithmetic, Extent, LayerValues } from "./arithmetic";
import type { LoadedData } from "./backend";
import { heap, type Room } from "./heap";
import { requireColumns } from "./require";

/** Points that are evaluated at a time, so that a large test set needs no memory of its size. */
const block = 256;

/** Data in the engine's memory: addresses of the points, row by row. */
export class Held implements LoadedData {
  freed = false;

  constructor(
    readonly N: number,
    /** The learner that loaded them. */
    readonly owner: object,
    readonly x: number,
    readonly y: number,
    private readonly giveBack: () => void,
  ) {}

  free(): void {
    this.freed = true;
    this.giveBack();
  }
}

/** Points that a pass runs over, ready for the first product. */
export interface Points extends Extent {
  readonly x: number;
  readonly y: number;
}

/** What a pass needs for so many rows: the values of each layer, room for points that are picked, and for work. */
interface Scratch {
  readonly rows: number;
  readonly values: readonly LayerValues[];
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly work: number;
  readonly places: readonly number[];
}

/** Where passes are made: takes points from the data and lays them out, beside room for what comes of them. */
export class Workplace {
  private scratch: Scratch | undefined;
  /** All points of some data, ready for their pass: as they are for the next step with all of them. */
  private ready: { readonly data: Held; readonly points: Points } | undefined;

  /** @param sizes how many units each layer has, the inputs first */
  constructor(
    private readonly arithmetic: Arithmetic,
    private readonly room: Room,
    private readonly sizes: readonly number[],
  ) {}

  /** The values of a layer in the latest pass. */
  values(layer: number): LayerValues {
    return this.scratch?.values[layer] as LayerValues;
  }

  /** The points with the numbers in `columns`, or all. */
  points(data: Held, columns?: ArrayLike<number>): Points {
    if (this.ready?.data === data && !columns) return this.ready.points;
    if (columns) {
      requireColumns(columns, data.N);
      return this.pick(data, columns.length, columns[0] as number, columns);
    }
    this.ready = { data, points: this.pick(data, data.N, 0) };
    return this.ready.points;
  }

  /** All points, some at a time. */
  *blocks(data: Held): Generator<Points> {
    for (let first = 0; first < data.N; first += block)
      yield this.pick(data, Math.min(block, data.N - first), first);
  }

  /** So many points from the first on, or those with the numbers in `columns`. A single one stays where it is. */
  private pick(data: Held, count: number, first: number, columns?: ArrayLike<number>): Points {
    const { x, y, N } = data;
    if (this.ready?.data === data && count === N && !columns) return this.ready.points;
    const { arithmetic } = this;
    const rows = arithmetic.rows(count);
    const scratch = this.scratchFor(rows);
    const [inputs, outputs] = [this.sizes[0] as number, this.sizes.at(-1) as number];
    const { work } = scratch;
    if (count === 1) {
      const rowAt = (units: number) => 8 * first * arithmetic.width(units);
      return { rows, count, work, x: x + rowAt(inputs), y: y + rowAt(outputs) };
    }
    const points = { rows, count, work, x: scratch.x, y: y === x ? scratch.x : scratch.y };
    this.ready = undefined;
    const numbers = new Uint32Array(heap().buffer, scratch.columns, count);
    if (columns) numbers.set(columns);
    else for (let k = 0; k < count; k++) numbers[k] = first + k;
    arithmetic.pick(x, scratch.columns, points.x, points, inputs);
    if (y !== x) arithmetic.pick(y, scratch.columns, points.y, points, outputs);
    return points;
  }

  /** Room for so many rows; more than before replaces less. */
  private scratchFor(rows: number): Scratch {
    if (this.scratch && this.scratch.rows >= rows) return this.scratch;
    for (const at of this.scratch?.places ?? []) this.room.takeBack(at);
    this.scratch = undefined;
    this.ready = undefined;
    const places: number[] = [];
    const lend = (numbers: number) => {
      const at = this.room.lend(numbers, `A pass over ${rows} points`);
      places.push(at);
      return at;
    };
    const { sizes } = this;
    const of = (units: number) => lend(this.arithmetic.numbers(rows, units));
    try {
      const values = sizes.slice(1).map((units) => ({ a: of(units), slope: of(units), d: of(units) }));
      const [x, y] = [of(sizes[0] as number), of(sizes.at(-1) as number)];
      const work = lend(this.arithmetic.working(rows, sizes));
      this.scratch = { rows, values, x, y, columns: lend(rows), work, places };
      return this.scratch;
    } catch (error) {
      for (const at of places) this.room.takeBack(at);
      throw error;
    }
  }
}
