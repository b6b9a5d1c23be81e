import { type Matrix, matrix } from "mathjs";
import { column, requireShape, rowsOf } from "../data/shape";
import { type Network, type Stack, stackOf } from "../model/layers";
import { integerPower, momentCount, type Optimiser, optimiserNumbers } from "../model/optimisers";
import { requireLayer, sparseLayer, sparsityPull } from "../model/sparsity";
import type { Arithmetic, Extent, LayerPlace, LayerValues, Points } from "./arithmetic";
import type {
  BackendName,
  Batch,
  Evaluation,
  Learner,
  LearnerGradients,
  LearnerOptions,
  LearnerState,
  LoadedData,
} from "./backend";
import { heap, Room } from "./heap";
import { Layout, readPoints, writePoints } from "./parameters";
import { requireColumns, requireData, requireEta, requireOptions, requireState } from "./require";
import { matricesOf, parametersOf, vectorOf, withParameters } from "./vectors";

/** Points that are evaluated at a time, so that a large test set needs no memory of its size. */
const block = 256;

/** Data in the engine's memory. */
class Held implements LoadedData {
  constructor(
    readonly N: number,
    readonly owner: MemoryLearner,
    readonly x: Points,
    readonly y: Points,
    readonly free: () => void,
  ) {}
}

/** What a pass needs for so many rows: the values of each layer, and room for points that are picked. */
interface Scratch {
  readonly rows: number;
  readonly values: readonly LayerValues[];
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly places: readonly number[];
}

/** Points that a pass runs over. */
interface Points2 extends Extent {
  readonly x: Points;
  readonly y: Points;
}

/** A learner whose numbers live in the engine's memory; how they lie there, and the products, are `arithmetic`'s. */
export class MemoryLearner implements Learner {
  readonly backend: BackendName;
  private readonly net: Stack;
  private readonly room: Room;
  private readonly layout: Layout;
  private readonly layers: readonly LayerPlace[];
  /** Addresses of whole sets of parameters. */
  private readonly parameters: number;
  private readonly moments: readonly number[];
  private readonly optimiser: Optimiser;
  /** A number a unit of the layer with the sparsity penalty: p̂, then its pull. */
  private readonly units: number;
  private readonly sparse: number;
  private gradientPlace: number | undefined;
  private scratch: Scratch | undefined;
  private steps = 0;

  constructor(
    net: Network,
    private readonly options: LearnerOptions,
    private readonly arithmetic: Arithmetic,
  ) {
    this.net = stackOf(net);
    requireOptions(this.net, options);
    this.backend = arithmetic.name;
    this.optimiser = options.optimiser ?? { name: "sgd" };
    this.layout = new Layout(arithmetic, this.net);
    this.room = new Room(this);
    this.sparse = sparseLayer(this.net, options.sparsity);
    try {
      this.parameters = this.lendParameters();
      this.moments = Array.from({ length: momentCount[this.optimiser.name] }, () => this.lendParameters());
      this.units = this.room.lend(arithmetic.numbers(1, Math.max(...this.net.sizes)), "The units");
    } catch (error) {
      this.room.free();
      throw error;
    }
    this.layers = this.layout.placesAt(this.parameters);
    this.layout.write(vectorOf(parametersOf(this.net)), this.parameters);
  }

  load(X: Matrix, Y: Matrix = X): LoadedData {
    const N = requireData(this.net, X, Y);
    const rows = this.arithmetic.rows(N);
    const lent: number[] = [];
    const put = (M: Matrix): Points => {
      const [units = 0] = M.size();
      const at = this.room.lend(this.arithmetic.numbers(rows, units), `The data, ${units}×${N},`);
      lent.push(at);
      writePoints(M, this.arithmetic, at, rows);
      return { at, stride: this.arithmetic.stride(rows, units) };
    };
    const free = () => {
      for (const at of lent.splice(0)) this.room.takeBack(at);
    };
    try {
      const x = put(X);
      return new Held(N, this, x, Y === X ? x : put(Y), free);
    } catch (error) {
      free();
      throw error;
    }
  }

  step(data: LoadedData, eta: number, batch: Batch = {}): number {
    requireEta(eta);
    const points = this.pointsOf(data, batch);
    const { name } = this.optimiser;
    if (name !== "sgd" || this.options.clip !== undefined) this.gradientSet();
    this.forward(points);
    const before = this.objectiveOf(points);
    const pull = this.preparePull(points, batch);
    if (name === "sgd" && this.options.clip === undefined) this.descend(points, eta, pull);
    else {
      this.backward(points, pull, this.gradientSet());
      this.update(eta);
    }
    this.steps++;
    return before;
  }

  evaluate(data: LoadedData): Evaluation {
    const { N } = this.held(data);
    const last = this.net.layers.length - 1;
    let sse = 0;
    for (const points of this.blocks(data)) {
      this.forward(points);
      sse += this.arithmetic.delta(this.values(last), points.y, points, this.units2(last), 0);
    }
    const { sparsity } = this.options;
    const loss = sse / (2 * N);
    const penalty = sparsity
      ? sparsity.beta * sparsity.penalty.value(this.averageActivation(data, this.sparse), sparsity.p)
      : 0;
    return { loss, sse, objective: loss + penalty + this.decay() };
  }

  outputs(data: LoadedData, layer = this.net.layers.length - 1): Matrix {
    requireLayer(this.net, layer);
    const { N } = this.held(data);
    const rows = Array.from({ length: this.units2(layer) }, () => new Array<number>(N));
    let first = 0;
    for (const points of this.blocks(data)) {
      this.forward(points, layer);
      readPoints(rows, first, this.arithmetic, this.values(layer).a, points);
      first += points.count;
    }
    return matrix(rows);
  }

  averageActivation(data: LoadedData, layer = this.sparse, batch: Batch = {}): Matrix {
    requireLayer(this.net, layer);
    const all = batch.columns ? [this.pointsOf(data, batch)] : this.blocks(data);
    const sums = new Array<number>(this.units2(layer)).fill(0);
    let count = 0;
    for (const points of all) {
      this.forward(points, layer);
      this.arithmetic.sumPoints(this.values(layer).a, points, sums.length, this.units, 1);
      for (const [unit, sum] of this.readUnits(sums.length).entries()) sums[unit] = (sums[unit] ?? 0) + sum;
      count += points.count;
    }
    return column(sums.map((sum) => sum / count));
  }

  gradients(data: LoadedData, batch: Batch = {}): LearnerGradients {
    const points = this.pointsOf(data, batch);
    const place = this.gradientSet();
    this.forward(points);
    this.objectiveOf(points);
    this.backward(points, this.preparePull(points, batch), place);
    const all = matricesOf(this.layout.read(place), this.net);
    return { dJ_dW: all.filter((_, k) => k % 2 === 0), dJ_db: all.filter((_, k) => k % 2 === 1) };
  }

  network(): Stack {
    this.room.requireOpen();
    return withParameters(this.net, matricesOf(this.layout.read(this.parameters), this.net));
  }

  state(): LearnerState {
    this.room.requireOpen();
    return {
      steps: this.steps,
      parameters: this.layout.read(this.parameters),
      moments: this.moments.map((place) => this.layout.read(place)),
    };
  }

  restore(state: LearnerState): void {
    this.room.requireOpen();
    requireState(this.net, this.options, state);
    this.steps = state.steps;
    this.layout.write(state.parameters, this.parameters);
    for (const [k, place] of this.moments.entries())
      this.layout.write(state.moments[k] as Float64Array, place);
  }

  free(): void {
    this.room.free();
  }

  private lendParameters(): number {
    return this.room.lend(this.layout.length, `A network of ${this.net.sizes.join("–")} units`);
  }

  /** Where a gradient goes. */
  private gradientSet(): number {
    this.gradientPlace ??= this.lendParameters();
    return this.gradientPlace;
  }

  private units2(layer: number): number {
    return this.net.sizes[layer + 1] as number;
  }

  private values(layer: number): LayerValues {
    return this.scratch?.values[layer] as LayerValues;
  }

  private held(data: LoadedData): Held {
    this.room.requireOpen();
    if (!(data instanceof Held) || data.owner !== this)
      throw new Error("The data were not loaded by this learner: take what its own load(X, Y) returns.");
    return data;
  }

  /** The points of a batch, picked if need be, with room for their pass. */
  private pointsOf(data: LoadedData, { columns }: Batch): Points2 {
    const { N, x, y } = this.held(data);
    const { arithmetic } = this;
    const count = columns ? columns.length : N;
    if (columns) requireColumns(columns, N);
    const rows = arithmetic.rows(count);
    const scratch = this.scratchFor(rows);
    if (!columns) return { rows, count, x, y };
    if (count === 1) {
      const [first] = [columns[0] as number];
      return { rows, count, x: arithmetic.from(x, first), y: arithmetic.from(y, first) };
    }
    new Uint32Array(heap().buffer, scratch.columns, count).set(columns);
    const pick = (points: Points, to: number, units: number): Points => {
      arithmetic.gather(points, scratch.columns, to, { rows, count }, units);
      return { at: to, stride: arithmetic.stride(rows, units) };
    };
    const { sizes } = this.net;
    const picked = pick(x, scratch.x, sizes[0] as number);
    return { rows, count, x: picked, y: y === x ? picked : pick(y, scratch.y, sizes.at(-1) as number) };
  }

  /** All points, some at a time. */
  private *blocks(data: LoadedData): Generator<Points2> {
    const { N, x, y } = this.held(data);
    const { arithmetic } = this;
    for (let first = 0; first < N; first += block) {
      const count = Math.min(block, N - first);
      const rows = arithmetic.rows(count);
      this.scratchFor(rows);
      yield { rows, count, x: arithmetic.from(x, first), y: arithmetic.from(y, first) };
    }
  }

  /** Room for so many rows; more than before replaces less. */
  private scratchFor(rows: number): Scratch {
    if (this.scratch && this.scratch.rows >= rows) return this.scratch;
    for (const at of this.scratch?.places ?? []) this.room.takeBack(at);
    this.scratch = undefined;
    const places: number[] = [];
    const lend = (numbers: number) => {
      const at = this.room.lend(numbers, `A pass over ${rows} points`);
      places.push(at);
      return at;
    };
    const { sizes } = this.net;
    const of = (units: number) => lend(this.arithmetic.numbers(rows, units));
    try {
      const values = sizes.slice(1).map((units) => ({ a: of(units), slope: of(units), d: of(units) }));
      const [x, y] = [of(sizes[0] as number), of(sizes.at(-1) as number)];
      this.scratch = { rows, values, x, y, columns: lend(rows), places };
      return this.scratch;
    } catch (error) {
      for (const at of places) this.room.takeBack(at);
      throw error;
    }
  }

  /** The forward pass, up to a layer. */
  private forward(points: Points2, upTo = this.layers.length - 1): void {
    let input = points.x;
    for (let l = 0; l <= upTo; l++) {
      const values = this.values(l);
      this.arithmetic.forward(input, this.layers[l] as LayerPlace, values, points);
      input = { at: values.a, stride: this.arithmetic.stride(points.rows, this.units2(l)) };
    }
  }

  /** After the forward pass: the objective, and ∂J/∂z of the last layer. */
  private objectiveOf(points: Points2): number {
    const last = this.layers.length - 1;
    const { count } = points;
    const squares = this.arithmetic.delta(this.values(last), points.y, points, this.units2(last), 1 / count);
    return squares / (2 * count) + this.penalty(points) + this.decay();
  }

  private penalty(points: Points2): number {
    const { sparsity } = this.options;
    if (!sparsity) return 0;
    return sparsity.beta * sparsity.penalty.value(this.averageOfPass(points), sparsity.p);
  }

  /** (λ/2) Σ w² */
  private decay(): number {
    const { weightDecay = 0 } = this.options;
    if (weightDecay === 0) return 0;
    return (
      (weightDecay / 2) * this.layers.reduce((sum, { w, b }) => sum + heap().kernels.squares(w, b - w), 0)
    );
  }

  /** p̂ of the points that the forward pass ran over. */
  private averageOfPass(points: Points2): Matrix {
    const units = this.units2(this.sparse);
    this.arithmetic.sumPoints(this.values(this.sparse).a, points, units, this.units, 1 / points.count);
    return column(this.readUnits(units));
  }

  private readUnits(count: number): number[] {
    return Array.from(heap().numbers.subarray(this.units / 8, this.units / 8 + count));
  }

  /** Puts what the sparsity penalty adds to each ∂J/∂a at `units`. @returns whether there is anything */
  private preparePull(points: Points2, { pHat }: Batch): boolean {
    const { sparsity } = this.options;
    if (!sparsity) return false;
    if (pHat) requireShape("pHat", pHat, [this.units2(this.sparse), 1], "m×1");
    const pull = rowsOf(sparsityPull(sparsity, pHat ?? this.averageOfPass(points))) as number[][];
    const { numbers } = heap();
    for (const [unit, [value = 0]] of pull.entries()) numbers[this.units / 8 + unit] = value / points.count;
    return true;
  }

  private pullAt(layer: number, points: Points2, pull: boolean): void {
    if (pull && layer === this.sparse)
      this.arithmetic.pull(this.values(layer), this.units, points, this.units2(layer));
  }

  /** Plain gradient descent in place, each layer's step within its backward pass. */
  private descend(points: Points2, eta: number, pull: boolean): void {
    const { weightDecay = 0 } = this.options;
    const [keep, scale] = [1 - eta * weightDecay, -eta];
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const here = this.layers[l] as LayerPlace;
      const { d } = this.values(l);
      const change = { from: here, to: here, keep, keepBias: 1, scale };
      this.pullAt(l, points, pull);
      if (l === 0) this.arithmetic.gradient(points.x, d, points, change);
      else this.arithmetic.backwardUpdate(this.values(l - 1), d, points, change);
    }
  }

  /** The gradient of the objective, to a set of parameters. */
  private backward(points: Points2, pull: boolean, to: number): void {
    const { weightDecay: keep = 0 } = this.options;
    const places = this.layout.placesAt(to);
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const from = this.layers[l] as LayerPlace;
      const { d } = this.values(l);
      this.pullAt(l, points, pull);
      const change = { from, to: places[l] as LayerPlace, keep, keepBias: 0, scale: 1 };
      if (l > 0) this.arithmetic.backward(d, from, this.values(l - 1), points);
      const before = this.scratch?.values[l - 1];
      const input = before
        ? { at: before.a, stride: this.arithmetic.stride(points.rows, this.units2(l - 1)) }
        : points.x;
      this.arithmetic.gradient(input, d, points, change);
    }
  }

  /** One step of the optimiser with the gradient as it lies. */
  private update(eta: number): void {
    const { kernels } = heap();
    const { parameters, optimiser, steps } = this;
    const g = this.gradientSet();
    const bytes = this.layout.length * 8;
    const { clip = Number.POSITIVE_INFINITY } = this.options;
    const norm = clip === Number.POSITIVE_INFINITY ? 0 : Math.sqrt(kernels.squares(g, bytes));
    const factor = norm > clip ? clip / norm : 1;
    const { momentum, beta1, beta2, epsilon } = optimiserNumbers(optimiser);
    const [first = 0, second = 0] = this.moments;
    if (optimiser.name === "sgd") kernels.combine(parameters, parameters, g, 1, -eta * factor, bytes);
    else if (optimiser.name === "momentum")
      kernels.momentum(parameters, first, g, momentum, factor, eta, bytes);
    else {
      const c1 = 1 / (1 - integerPower(beta1, steps + 1));
      const c2 = 1 / (1 - integerPower(beta2, steps + 1));
      kernels.adam(parameters, first, second, g, beta1, beta2, c1, c2, epsilon, factor, eta, bytes);
    }
  }
}
