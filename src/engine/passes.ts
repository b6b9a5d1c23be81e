import type { Matrix } from "mathjs";
import { column, matrixOf, rowsOf } from "../data/matrix";
import type { Terms } from "../model/objective";
import { sparseLayer, sparsityPull } from "../model/sparsity";
import type { Stack } from "../model/stack";
import type { Arithmetic, LayerPlace } from "./arithmetic";
import type { Buffers, Points } from "./buffers";
import { type Arena, heap } from "./heap";

/** The forward and backward passes of a network in the engine's memory, and its objective. */
export class Passes {
  /** The layer that the sparsity penalty acts on. */
  readonly sparse: number;
  private readonly last: number;
  /** One number for each unit of that layer: sums of activations, then the pull of the penalty. */
  private readonly units: number;
  /** The pull on the other layers. */
  private readonly zeros: number;

  constructor(
    net: Stack,
    private readonly terms: Terms,
    private readonly arithmetic: Arithmetic,
    private readonly layers: readonly LayerPlace[],
    private readonly buffers: Buffers,
    arena: Arena,
  ) {
    this.sparse = sparseLayer(net, terms.sparsity);
    this.last = layers.length - 1;
    const widest = arithmetic.numbers(1, Math.max(...net.sizes));
    this.units = arena.allocate(widest, "The units");
    this.zeros = arena.allocate(widest, "The units");
  }

  /** The forward pass, up to a layer. */
  forward(points: Points, upTo = this.last): void {
    let { x } = points;
    for (let l = 0; l <= upTo; l++) {
      const values = this.buffers.values(l);
      this.arithmetic.forward(x, this.layers[l] as LayerPlace, values, points);
      x = values.a;
    }
  }

  /** After the forward pass: the objective, and ∂J/∂z of the last layer. */
  objective(points: Points): number {
    const penalty = this.preparePull(points);
    const { count } = points;
    return this.delta(points, this.pullOn(this.last), 1 / count) / (2 * count) + penalty + this.decay();
  }

  /** After the forward pass: Σ‖ypred − y‖². */
  squaredErrors(points: Points): number {
    return this.delta(points, this.zeros, 0);
  }

  /** β Σⱼ g(p̂ⱼ) of the sparsity penalty. */
  penalty(pHat: Matrix): number {
    const { sparsity } = this.terms;
    return sparsity ? sparsity.beta * sparsity.penalty.value(pHat, sparsity.p) : 0;
  }

  /** (λ/2) Σ w² */
  decay(): number {
    const { weightDecay = 0 } = this.terms;
    if (weightDecay === 0) return 0;
    return (
      (weightDecay / 2) * this.layers.reduce((sum, { w, b }) => sum + heap().kernels.squares(w, b - w), 0)
    );
  }

  /** Gradient descent: updates each layer within its backward pass. */
  descend(points: Points, eta: number): void {
    const { weightDecay = 0 } = this.terms;
    const [keep, scale] = [1 - eta * weightDecay, -eta];
    for (let l = this.last; l >= 0; l--) {
      const here = this.layers[l] as LayerPlace;
      const { d } = this.buffers.values(l);
      const change = { from: here, to: here, keep, keepBias: 1, scale };
      if (l === 0) this.arithmetic.gradient(points.x, d, points, change);
      else this.arithmetic.backwardUpdate(d, this.pullOn(l - 1), this.buffers.values(l - 1), points, change);
    }
  }

  /** The backward pass, which writes the gradient of the objective to `to`. */
  backward(points: Points, to: readonly LayerPlace[]): void {
    const { weightDecay: keep = 0 } = this.terms;
    for (let l = this.last; l >= 0; l--) {
      const from = this.layers[l] as LayerPlace;
      const { d } = this.buffers.values(l);
      const before = this.buffers.values(l - 1);
      if (l > 0) this.arithmetic.backward(d, from, this.pullOn(l - 1), before, points);
      const change = { from, to: to[l] as LayerPlace, keep, keepBias: 0, scale: 1 };
      this.arithmetic.gradient(l > 0 ? before.a : points.x, d, points, change);
    }
  }

  /** After the forward pass: scale · Σ over the points of the activations of a layer. */
  sumOfActivations(layer: number, points: Points, scale: number): number[] {
    const { units } = this.layers[layer] as LayerPlace;
    this.arithmetic.sumPoints(this.buffers.values(layer).a, points, units, this.units, scale);
    return Array.from(heap().numbers.subarray(this.units / 8, this.units / 8 + units));
  }

  /** The activations of a layer over all blocks, with a point in each column. */
  activations(blocks: Iterable<Points>, layer: number, N: number): Matrix {
    const { units } = this.layers[layer] as LayerPlace;
    const result = Array.from({ length: units }, () => new Array<number>(N));
    let first = 0;
    for (const points of blocks) {
      this.forward(points, layer);
      const base = this.buffers.values(layer).a / 8;
      const { numbers } = heap();
      for (const [unit, entries] of result.entries())
        for (let point = 0; point < points.count; point++)
          entries[first + point] = numbers[
            base + this.arithmetic.place(point, unit, points.rows, units)
          ] as number;
      first += points.count;
    }
    return matrixOf(result);
  }

  private delta(points: Points, pull: number, scale: number): number {
    const { units } = this.layers[this.last] as LayerPlace;
    return this.arithmetic.delta(this.buffers.values(this.last), points.y, pull, points, units, scale);
  }

  /** Writes what the sparsity penalty adds to each ∂J/∂a. @returns the penalty */
  private preparePull(points: Points): number {
    const { sparsity } = this.terms;
    if (!sparsity) return 0;
    const pHat = column(this.sumOfActivations(this.sparse, points, 1 / points.count));
    const pull = rowsOf(sparsityPull(sparsity, pHat)) as number[][];
    const { numbers } = heap();
    for (const [unit, [value = 0]] of pull.entries()) numbers[this.units / 8 + unit] = value / points.count;
    return this.penalty(pHat);
  }

  private pullOn(layer: number): number {
    return this.terms.sparsity && layer === this.sparse ? this.units : this.zeros;
  }
}
