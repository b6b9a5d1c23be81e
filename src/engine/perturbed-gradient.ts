import { type Matrix, matrix } from "mathjs";
import { automaticStep } from "../calculus/numerical-derivatives";
import { rowsOf } from "../data/matrix";
import type { Stack } from "../model/stack";
import type { Extent, LayerPlace } from "./arithmetic";
import { heap, Room } from "./heap";
import { Layout } from "./parameters";
import { listsOf } from "./state";
import { panels } from "./wasm-arithmetic";

/** Points and moves that are computed at a time, so that they stay near the processor. */
const atATime = 512;

/** A layer of the network as it stands: its parameters, its input x, its z and a, in memory. */
interface Standing extends LayerPlace {
  readonly x: number;
  readonly z: number;
  readonly a: number;
}

/**
 * The slope of J along every parameter, by central differences in the engine's memory. A moved weight or
 * bias of unit r moves z of that unit alone, in every point, so that is all that is computed anew in its
 * layer; the layer behind it gets z + Δa w, with w what the unit weighs there, and only the layers after
 * that take a whole forward pass. No derivative is used, and no parameter left out.
 */
export class MovedParameters {
  private readonly room = new Room(this);
  private readonly layers: readonly Standing[];
  private readonly N: number;
  /** Rows that the points take. */
  private readonly rows: number;
  private readonly y: number;
  /** Rows for the points of many moves. */
  private readonly many: number;
  private readonly delta: number;
  private readonly sums: number;
  private readonly values: readonly number[];
  private readonly slope: number;
  private readonly work: number;

  constructor(
    private readonly net: Stack,
    X: Matrix,
    Y: Matrix,
  ) {
    const { sizes } = net;
    const layout = new Layout(panels, net);
    [, this.N = 0] = X.size();
    this.rows = panels.rows(this.N);
    const perMove = Math.max(1, Math.floor(atATime / this.N));
    this.many = panels.rows(Math.max(4, perMove * this.N));
    const parameters = this.lend(layout.length);
    layout.write(listsOf(net), parameters);
    const x = this.put(X);
    this.y = this.put(Y);
    const widest = Math.max(...sizes);
    this.slope = this.lend(panels.numbers(this.many, widest));
    this.work = this.lend(panels.working(this.many, sizes));
    this.delta = this.lend(2 * this.many);
    this.sums = this.lend(2 * this.many);
    this.values = sizes.map((units) => this.lend(panels.numbers(this.many, units)));
    let input = x;
    this.layers = layout.placesAt(parameters).map((place) => {
      const numbers = panels.numbers(this.rows, place.units);
      const standing = { ...place, x: input, z: this.lend(numbers), a: this.lend(numbers) };
      this.stand(standing, numbers);
      input = standing.a;
      return standing;
    });
  }

  /** ∂J/∂W (n×k) and ∂J/∂b (n×1) of every layer, measured. */
  slopes(): { readonly dW: Matrix; readonly db: Matrix }[] {
    return this.net.layers.map(({ W, b }, l) => {
      const weights = rowsOf(W) as number[][];
      const biases = rowsOf(b) as number[][];
      const slopes = weights.map((row, unit) => this.slopesOfUnit(l, unit, [...row, biases[unit]?.[0] ?? 0]));
      return {
        dW: matrix(slopes.map((row) => row.slice(0, -1))),
        db: matrix(slopes.map((row) => row.slice(-1))),
      };
    });
  }

  /** J, the mean of ½‖a − y‖² over the points, as the network stands. */
  loss(): number {
    const { N, rows, sums } = this;
    const { numbers } = heap();
    const [from, end] = [sums / 8, sums / 8 + 2 * N];
    numbers.fill(0, from, end);
    this.addErrors((this.layers.at(-1) as Standing).a, { rows, count: N });
    return numbers.subarray(from, end).reduce((sum, square) => sum + square, 0) / (2 * N);
  }

  free(): void {
    this.room.free();
  }

  private lend(numbers: number): number {
    return this.room.lend(numbers, "The gradient check");
  }

  /** Points in panels. */
  private put(M: Matrix): number {
    const units = rowsOf(M) as number[][];
    const at = this.lend(panels.numbers(this.rows, units.length));
    const { numbers } = heap();
    for (const [unit, entries] of units.entries())
      for (const [point, entry] of entries.entries())
        numbers[at / 8 + panels.place(point, unit, this.rows)] = entry;
    return at;
  }

  /** z and a of a layer as the network stands. */
  private stand(layer: Standing, numbers: number): void {
    const { rows, N: count, work, slope } = this;
    panels.forward(layer.x, { ...layer, f: 0 }, { a: layer.z, slope, d: 0 }, { rows, count, work });
    heap().numbers.copyWithin(layer.a / 8, layer.z / 8, layer.z / 8 + numbers);
    heap().kernels.activate(layer.f, layer.a, slope, numbers * 8);
  }

  /** The slopes along the weights and the bias of one unit, some parameters at a time. */
  private slopesOfUnit(l: number, unit: number, parameters: readonly number[]): number[] {
    const perTurn = Math.max(1, Math.floor(this.many / (2 * this.N)));
    const slopes: number[] = [];
    for (let first = 0; first < parameters.length; first += perTurn)
      slopes.push(...this.turn(l, unit, parameters, first, Math.min(perTurn, parameters.length - first)));
    return slopes;
  }

  /** The slopes along `count` parameters of a unit from the first on; the last of all is the bias. */
  private turn(
    l: number,
    unit: number,
    parameters: readonly number[],
    first: number,
    count: number,
  ): number[] {
    const { N, rows, delta, sums } = this;
    const { numbers, kernels } = heap();
    const { x, z, a, f } = this.layers[l] as Standing;
    const bias = parameters.length - 1;
    const own = z / 8 + panels.place(0, unit, rows);
    const steps: number[] = [];
    let to = delta / 8;
    for (let k = first; k < first + count; k++) {
      const here = parameters[k] as number;
      const h = automaticStep(here);
      const [right, left] = [here + h, here - h];
      steps.push(right - left);
      const input = x / 8 + panels.place(0, k, rows);
      for (const there of [right, left])
        for (let point = 0; point < N; point++) {
          const factor = k === bias ? 1 : (numbers[input + 4 * point] as number);
          numbers[to++] = (numbers[own + 4 * point] as number) + (there - here) * factor;
        }
    }
    const moved = to - delta / 8;
    kernels.activate(f, delta, this.slope, (moved + (moved & 1)) * 8);
    numbers.fill(0, sums / 8, sums / 8 + 2 * moved);
    if (l === this.layers.length - 1) this.ownErrors(unit, moved);
    else this.errorsBehind(l, unit, moved, a);
    const squares = (point: number) =>
      (numbers[sums / 8 + 2 * point] as number) + (numbers[sums / 8 + 2 * point + 1] as number);
    return steps.map((step, k) => {
      let difference = 0;
      for (let point = 0; point < N; point++)
        difference += squares(2 * k * N + point) - squares((2 * k + 1) * N + point);
      return difference / (2 * N * step);
    });
  }

  /** Sums up (a − y)² of the unit itself, an output. */
  private ownErrors(unit: number, moved: number): void {
    const { N, rows, delta, y, sums } = this;
    const { numbers } = heap();
    const target = y / 8 + panels.place(0, unit, rows);
    for (let k = 0; k < moved; k++)
      numbers[sums / 8 + 2 * k] =
        ((numbers[delta / 8 + k] as number) - (numbers[target + 4 * (k % N)] as number)) ** 2;
  }

  /** Sums up (a − y)² over the outputs, after what moved has gone through the layers behind. */
  private errorsBehind(l: number, unit: number, moved: number, a: number): void {
    const { N, rows, delta, sums, y, slope, work } = this;
    const { numbers, kernels } = heap();
    const before = a / 8 + panels.place(0, unit, rows);
    for (let to = delta / 8, end = to + moved; to < end; )
      for (let point = 0; point < N; point++, to++)
        numbers[to] = (numbers[to] as number) - (numbers[before + 4 * point] as number);
    const next = this.layers[l + 1] as Standing;
    const extent = { rows: Math.max(4, panels.rows(moved)), count: moved, work };
    const [bytes, own] = [extent.rows * 32, rows * 32];
    const into = this.values[l + 2] as number;
    const inputs = 4 * panels.filled(next.inputs) * 8;
    const isLast = l + 2 === this.layers.length;
    for (let panel = 0; panel < Math.ceil(next.units / 4); panel++) {
      // What the last layer gives is summed up at once: in one place, so that it stays near the processor.
      const out = isLast ? into : into + panel * bytes;
      const w = next.w + panel * inputs + unit * 32;
      kernels.spread(next.z + panel * own, N * 32, moved / N, delta, w, out);
      kernels.activate(next.f, out, slope, bytes);
      if (isLast) kernels.errors(out, y + panel * own, N * 32, moved / N, sums);
    }
    if (!isLast) this.errorsFurther(l + 2, into, extent);
  }

  /** The same through the layers from l on, one whole forward pass each. */
  private errorsFurther(l: number, from: number, extent: Extent): void {
    let last = from;
    for (let k = l; k < this.layers.length; k++) {
      const out = this.values[k + 1] as number;
      panels.forward(last, this.layers[k] as Standing, { a: out, slope: this.slope, d: 0 }, extent);
      last = out;
    }
    this.addErrors(last, extent);
  }

  /** Adds (a − y)² of the last layer to the sums. */
  private addErrors(a: number, { rows, count }: Omit<Extent, "work">): void {
    const { N, y, sums } = this;
    const [bytes, own] = [rows * 32, this.rows * 32];
    for (let panel = 0; panel < Math.ceil((this.net.sizes.at(-1) as number) / 4); panel++)
      heap().kernels.errors(a + panel * bytes, y + panel * own, N * 32, count / N, sums);
  }
}
