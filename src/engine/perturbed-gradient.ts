import { type Matrix, matrix } from "mathjs";
import { automaticStep } from "../calculus/numerical-derivatives";
import { rowsOf } from "../data/matrix";
import type { Stack } from "../model/stack";
import type { Extent, LayerPlace } from "./arithmetic";
import type { LearnerGradients } from "./backend";
import { Buffers, type Points } from "./buffers";
import { Arena, heap } from "./heap";
import { Layout } from "./parameters";
import { rowsOfParameters } from "./state";
import { wasmArithmetic } from "./wasm-arithmetic";

/** The points times perturbations that are computed at a time, few enough to stay in the processor's cache. */
const atATime = 512;

/** A layer of the unperturbed network: its parameters, its input x, its z and a. */
interface LayerInMemory extends LayerPlace {
  readonly x: number;
  readonly z: number;
  readonly a: number;
}

/**
 * The slope of J with respect to every parameter, by central differences in the engine's memory.
 *
 * A perturbed weight or bias of a unit changes z of that unit only, so its layer computes nothing else. The
 * next layer gets z + Δa w, where w are its weights for the unit. Only the layers after that need a whole
 * forward pass.
 */
export class PerturbedGradient {
  private readonly arena = new Arena();
  private readonly layers: readonly LayerInMemory[];
  /** The points, without perturbations. */
  private readonly points: Points;
  /** The rows for the points of all perturbations computed at a time. */
  private readonly manyRows: number;
  /** z, then a, then Δa of the perturbed unit: one number for each perturbation and point. */
  private readonly delta: number;
  /** Squared errors: two numbers for each perturbation and point. */
  private readonly sums: number;
  /** a of each layer for the perturbed points. */
  private readonly values: readonly number[];
  private readonly slope: number;
  private readonly scratch: number;

  constructor(
    private readonly net: Stack,
    X: Matrix,
    Y: Matrix,
  ) {
    const { sizes } = net;
    const allocate = (numbers: number) => this.arena.allocate(numbers, "The gradient check");
    const layout = new Layout(wasmArithmetic, net);
    const parameters = allocate(layout.length);
    layout.write(rowsOfParameters(net), parameters);
    const buffers = new Buffers(wasmArithmetic, this.arena, sizes);
    this.points = buffers.points(buffers.load(X, Y));
    const { count, rows } = this.points;
    const many = wasmArithmetic.rows(Math.max(4, Math.max(1, Math.floor(atATime / count)) * count));
    this.manyRows = many;
    this.slope = allocate(wasmArithmetic.numbers(many, Math.max(...sizes)));
    this.scratch = allocate(wasmArithmetic.scratch(many, sizes));
    this.delta = allocate(2 * many);
    this.sums = allocate(2 * many);
    this.values = sizes.slice(1).map((units) => allocate(wasmArithmetic.numbers(many, units)));
    let { x } = this.points;
    this.layers = layout.placesAt(parameters).map((place) => {
      const numbers = wasmArithmetic.numbers(rows, place.units);
      const layer = { ...place, x, z: allocate(numbers), a: allocate(numbers) };
      const out = { a: layer.z, slope: this.slope, d: 0 };
      wasmArithmetic.forward(x, { ...layer, f: 0 }, out, this.points);
      heap().numbers.copyWithin(layer.a / 8, layer.z / 8, layer.z / 8 + numbers);
      heap().kernels.activate(layer.f, layer.a, this.slope, numbers * 8);
      x = layer.a;
      return layer;
    });
  }

  /** ∂J/∂W (n×k) and ∂J/∂b (n×1) of every layer. */
  gradients(): LearnerGradients {
    const slopes = this.net.layers.map(({ W, b }, l) =>
      rowsOf(W).map((row, unit) => this.slopesOfUnit(l, unit, [...row, b.get([unit, 0])] as number[])),
    );
    return {
      dJ_dW: slopes.map((units) => matrix(units.map((row) => row.slice(0, -1)))),
      dJ_db: slopes.map((units) => matrix(units.map((row) => row.slice(-1)))),
    };
  }

  /** J, the mean of ½‖a − y‖² over the points, without perturbations. */
  loss(): number {
    const { sums } = this;
    const { count } = this.points;
    const { numbers } = heap();
    const [from, end] = [sums / 8, sums / 8 + 2 * count];
    numbers.fill(0, from, end);
    this.addErrors((this.layers.at(-1) as LayerInMemory).a, this.points);
    return numbers.subarray(from, end).reduce((sum, square) => sum + square, 0) / (2 * count);
  }

  free(): void {
    this.arena.free();
  }

  /** The slopes with respect to the weights of one unit, then its bias, some parameters at a time. */
  private slopesOfUnit(l: number, unit: number, parameters: readonly number[]): number[] {
    const parametersAtATime = Math.max(1, Math.floor(this.manyRows / (2 * this.points.count)));
    const slopes: number[] = [];
    for (let first = 0; first < parameters.length; first += parametersAtATime)
      slopes.push(...this.slopesOf(l, unit, parameters, first, first + parametersAtATime));
    return slopes;
  }

  /** The slopes with respect to the parameters of a unit from `first` up to `end`. */
  private slopesOf(
    l: number,
    unit: number,
    parameters: readonly number[],
    first: number,
    end: number,
  ): number[] {
    const { delta, sums } = this;
    const { count, rows } = this.points;
    const { numbers, kernels } = heap();
    const { x, z, f } = this.layers[l] as LayerInMemory;
    const bias = parameters.length - 1;
    const own = z / 8 + wasmArithmetic.place(0, unit, rows);
    let to = delta / 8;
    const steps = parameters.slice(first, end).map((here, k) => {
      const h = automaticStep(here);
      const [right, left] = [here + h, here - h];
      const input = x / 8 + wasmArithmetic.place(0, first + k, rows);
      for (const there of [right, left])
        for (let point = 0; point < count; point++) {
          const factor = first + k === bias ? 1 : (numbers[input + 4 * point] as number);
          numbers[to++] = (numbers[own + 4 * point] as number) + (there - here) * factor;
        }
      return right - left;
    });
    const perturbed = to - delta / 8;
    kernels.activate(f, delta, this.slope, (perturbed + (perturbed & 1)) * 8);
    numbers.fill(0, sums / 8, sums / 8 + 2 * perturbed);
    if (l === this.layers.length - 1) this.addErrorsOfUnit(unit, perturbed);
    else this.addErrorsBehind(l, unit, perturbed);
    const squares = (point: number) =>
      (numbers[sums / 8 + 2 * point] as number) + (numbers[sums / 8 + 2 * point + 1] as number);
    return steps.map((step, k) => {
      let difference = 0;
      for (let point = 0; point < count; point++)
        difference += squares(2 * k * count + point) - squares((2 * k + 1) * count + point);
      return difference / (2 * count * step);
    });
  }

  /** Adds (a − y)² of the perturbed unit itself, an output. */
  private addErrorsOfUnit(unit: number, perturbed: number): void {
    const { delta, sums } = this;
    const { count, rows, y } = this.points;
    const { numbers } = heap();
    const target = y / 8 + wasmArithmetic.place(0, unit, rows);
    for (let k = 0; k < perturbed; k++)
      numbers[sums / 8 + 2 * k] =
        ((numbers[delta / 8 + k] as number) - (numbers[target + 4 * (k % count)] as number)) ** 2;
  }

  /** Adds (a − y)² of the outputs, after the layers behind the perturbed unit of layer l. */
  private addErrorsBehind(l: number, unit: number, perturbed: number): void {
    const { delta, sums, slope, scratch } = this;
    const { count, rows: ownRows, y } = this.points;
    const { numbers, kernels } = heap();
    const before = (this.layers[l] as LayerInMemory).a / 8 + wasmArithmetic.place(0, unit, ownRows);
    for (let k = 0; k < perturbed; k++)
      numbers[delta / 8 + k] =
        (numbers[delta / 8 + k] as number) - (numbers[before + 4 * (k % count)] as number);
    const next = this.layers[l + 1] as LayerInMemory;
    const rows = Math.max(4, wasmArithmetic.rows(perturbed));
    const [bytes, own] = [rows * 32, ownRows * 32];
    const into = this.values[l + 1] as number;
    const inputs = 4 * wasmArithmetic.padded(next.inputs) * 8;
    const isLast = l + 2 === this.layers.length;
    for (let panel = 0; panel < Math.ceil(next.units / 4); panel++) {
      // The errors of the last layer are added at once, so every panel can use the same cached memory.
      const out = isLast ? into : into + panel * bytes;
      const w = next.w + panel * inputs + unit * 32;
      kernels.spread(next.z + panel * own, count * 32, perturbed / count, delta, w, out);
      kernels.activate(next.f, out, slope, bytes);
      if (isLast) kernels.errors(out, y + panel * own, count * 32, perturbed / count, sums);
    }
    if (isLast) return;
    const extent = { rows, count: perturbed, scratch };
    let x = into;
    for (const [k, layer] of this.layers.slice(l + 2).entries()) {
      const a = this.values[l + 2 + k] as number;
      wasmArithmetic.forward(x, layer, { a, slope, d: 0 }, extent);
      x = a;
    }
    this.addErrors(x, extent);
  }

  /** Adds (a − y)² of the last layer. */
  private addErrors(a: number, { rows, count: all }: Extent): void {
    const { count, y, rows: ownRows } = this.points;
    const units = this.net.sizes.at(-1) as number;
    for (let panel = 0; panel < Math.ceil(units / 4); panel++)
      heap().kernels.errors(
        ...[a + panel * rows * 32, y + panel * ownRows * 32, count * 32, all / count, this.sums],
      );
  }
}
