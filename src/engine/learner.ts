import type { Matrix } from "mathjs";
import { column, matrixOf, requireShape, rowsOf } from "../data/shape";
import { type Network, type Stack, stackOf } from "../model/layers";
import { integerPower, momentCount, type Optimiser, optimiserNumbers } from "../model/optimisers";
import { requireLayer, sparseLayer, sparsityPull } from "../model/sparsity";
import type { Arithmetic, Extent, LayerPlace, LayerValues } from "./arithmetic";
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
import { listsIn, listsOf, matricesOf, newLists, newVector, withParameters } from "./vectors";

/** Points that are evaluated at a time, so that a large test set needs no memory of its size. */
const block = 256;

/** Data in the engine's memory: addresses of the points, row by row. */
class Held implements LoadedData {
  freed = false;

  constructor(
    readonly N: number,
    readonly owner: MemoryLearner,
    readonly x: number,
    readonly y: number,
    private readonly giveBack: () => void,
  ) {}

  free(): void {
    this.freed = true;
    this.giveBack();
  }
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

/** Points that a pass runs over, ready for the first product. */
interface Points extends Extent {
  readonly x: number;
  readonly y: number;
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
  /** Which layer the sparsity penalty acts on, and a number a unit of it: p̂, then its pull. */
  private readonly sparse: number;
  private readonly units: number;
  /** The pull on all other layers. */
  private readonly zeros: number;
  private gradientPlace: number | undefined;
  private scratch: Scratch | undefined;
  /** All points of some data, ready for their pass: as they are for the next step with all of them. */
  private ready: { readonly data: Held; readonly points: Points } | undefined;
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
      const widest = arithmetic.numbers(1, Math.max(...this.net.sizes));
      this.units = this.room.lend(widest, "The units");
      this.zeros = this.room.lend(widest, "The units");
    } catch (error) {
      this.room.free();
      throw error;
    }
    this.layers = this.layout.placesAt(this.parameters);
    this.layout.write(listsOf(this.net), this.parameters);
  }

  load(X: Matrix, Y: Matrix = X): LoadedData {
    const N = requireData(this.net, X, Y);
    const lent: number[] = [];
    const put = (M: Matrix): number => {
      const [units = 0] = M.size();
      const width = this.arithmetic.width(units);
      const at = this.room.lend(width * N, `Data of ${units}×${N} numbers`);
      lent.push(at);
      writePoints(M, width, at);
      return at;
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
    const before = this.objectiveOf(points, this.preparePull(points, batch));
    if (name === "sgd" && this.options.clip === undefined) this.descend(points, eta);
    else {
      this.backward(points, this.gradientSet());
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
      sse += this.arithmetic.delta(this.values(last), points.y, this.zeros, points, this.unitsOf(last), 0);
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
    const rows = Array.from({ length: this.unitsOf(layer) }, () => new Array<number>(N));
    let first = 0;
    for (const points of this.blocks(data)) {
      this.forward(points, layer);
      readPoints(rows, first, this.arithmetic, this.values(layer).a, points);
      first += points.count;
    }
    return matrixOf(rows);
  }

  averageActivation(data: LoadedData, layer = this.sparse, batch: Batch = {}): Matrix {
    requireLayer(this.net, layer);
    const all = batch.columns ? [this.pointsOf(data, batch)] : this.blocks(data);
    const sums = new Array<number>(this.unitsOf(layer)).fill(0);
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
    this.objectiveOf(points, this.preparePull(points, batch));
    this.backward(points, place);
    const all = this.matricesAt(place);
    return { dJ_dW: all.filter((_, k) => k % 2 === 0), dJ_db: all.filter((_, k) => k % 2 === 1) };
  }

  network(): Stack {
    this.room.requireOpen();
    return withParameters(this.net, this.matricesAt(this.parameters));
  }

  state(): LearnerState {
    this.room.requireOpen();
    return {
      steps: this.steps,
      parameters: this.vectorAt(this.parameters),
      moments: this.moments.map((place) => this.vectorAt(place)),
    };
  }

  restore(state: LearnerState): void {
    this.room.requireOpen();
    requireState(this.net, this.options, state);
    this.steps = state.steps;
    this.layout.write(listsIn(state.parameters, this.net), this.parameters);
    for (const [k, place] of this.moments.entries())
      this.layout.write(listsIn(state.moments[k] as Float64Array, this.net), place);
  }

  free(): void {
    this.room.free();
  }

  private lendParameters(): number {
    return this.room.lend(this.layout.length, `A network of ${this.net.sizes.join("–")} units`);
  }

  /** A set of parameters in memory as matrices, W and b of each layer. */
  private matricesAt(place: number): Matrix[] {
    return matricesOf([...this.layout.read(place, newLists(this.net))], this.net);
  }

  private vectorAt(place: number): Float64Array {
    const vector = newVector(this.net);
    this.layout.read(place, listsIn(vector, this.net));
    return vector;
  }

  /** Where a gradient goes. */
  private gradientSet(): number {
    this.gradientPlace ??= this.lendParameters();
    return this.gradientPlace;
  }

  private unitsOf(layer: number): number {
    return this.net.sizes[layer + 1] as number;
  }

  private values(layer: number): LayerValues {
    return this.scratch?.values[layer] as LayerValues;
  }

  private held(data: LoadedData): Held {
    this.room.requireOpen();
    if (!(data instanceof Held) || data.owner !== this)
      throw new Error("The data were not loaded by this learner: take what its own load(X, Y) returns.");
    if (data.freed) throw new Error("The data have been freed: load them again to go on.");
    return data;
  }

  /** The points of a batch, ready for their pass. */
  private pointsOf(data: LoadedData, { columns }: Batch): Points {
    const held = this.held(data);
    if (this.ready?.data === held && !columns) return this.ready.points;
    if (columns) {
      requireColumns(columns, held.N);
      return this.pick(held, columns.length, columns[0] as number, columns);
    }
    this.ready = { data: held, points: this.pick(held, held.N, 0) };
    return this.ready.points;
  }

  /** All points, some at a time. */
  private *blocks(data: LoadedData): Generator<Points> {
    const held = this.held(data);
    for (let first = 0; first < held.N; first += block)
      yield this.pick(held, Math.min(block, held.N - first), first);
  }

  /** So many points from the first on, or those with the numbers in `columns`. A single one stays where it is. */
  private pick(data: Held, count: number, first: number, columns?: ArrayLike<number>): Points {
    const { x, y, N } = data;
    if (this.ready?.data === data && count === N && !columns) return this.ready.points;
    const { arithmetic } = this;
    const rows = arithmetic.rows(count);
    const scratch = this.scratchFor(rows);
    const [inputs, outputs] = [this.net.sizes[0] as number, this.net.sizes.at(-1) as number];
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
    const { sizes } = this.net;
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

  /** The forward pass, up to a layer. */
  private forward(points: Points, upTo = this.layers.length - 1): void {
    let { x } = points;
    for (let l = 0; l <= upTo; l++) {
      const values = this.values(l);
      this.arithmetic.forward(x, this.layers[l] as LayerPlace, values, points);
      x = values.a;
    }
  }

  /** After the forward pass: the objective, and ∂J/∂z of the last layer. */
  private objectiveOf(points: Points, penalty: number): number {
    const last = this.layers.length - 1;
    const { count, y } = points;
    const { arithmetic } = this;
    const units = this.unitsOf(last);
    const squares = arithmetic.delta(this.values(last), y, this.pullOn(last), points, units, 1 / count);
    return squares / (2 * count) + penalty + this.decay();
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
  private averageOfPass(points: Points): Matrix {
    const units = this.unitsOf(this.sparse);
    this.arithmetic.sumPoints(this.values(this.sparse).a, points, units, this.units, 1 / points.count);
    return column(this.readUnits(units));
  }

  private readUnits(count: number): number[] {
    return Array.from(heap().numbers.subarray(this.units / 8, this.units / 8 + count));
  }

  /** Puts what the sparsity penalty adds to each ∂J/∂a at `units`. @returns the penalty */
  private preparePull(points: Points, { pHat }: Batch): number {
    const { sparsity } = this.options;
    if (!sparsity) return 0;
    const own = this.averageOfPass(points);
    if (pHat) requireShape("pHat", pHat, [this.unitsOf(this.sparse), 1], "m×1");
    const pull = rowsOf(sparsityPull(sparsity, pHat ?? own)) as number[][];
    const { numbers } = heap();
    for (const [unit, [value = 0]] of pull.entries()) numbers[this.units / 8 + unit] = value / points.count;
    return sparsity.beta * sparsity.penalty.value(own, sparsity.p);
  }

  /** Where the pull on a layer is. */
  private pullOn(layer: number): number {
    return this.options.sparsity && layer === this.sparse ? this.units : this.zeros;
  }

  /** Plain gradient descent in place, each layer's step within its backward pass. */
  private descend(points: Points, eta: number): void {
    const { weightDecay = 0 } = this.options;
    const [keep, scale] = [1 - eta * weightDecay, -eta];
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const here = this.layers[l] as LayerPlace;
      const { d } = this.values(l);
      const change = { from: here, to: here, keep, keepBias: 1, scale };
      if (l === 0) this.arithmetic.gradient(points.x, d, points, change);
      else this.arithmetic.backwardUpdate(d, this.pullOn(l - 1), this.values(l - 1), points, change);
    }
  }

  /** The gradient of the objective, to a set of parameters. */
  private backward(points: Points, to: number): void {
    const { weightDecay: keep = 0 } = this.options;
    const places = this.layout.placesAt(to);
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const from = this.layers[l] as LayerPlace;
      const { d } = this.values(l);
      const change = { from, to: places[l] as LayerPlace, keep, keepBias: 0, scale: 1 };
      if (l > 0) this.arithmetic.backward(d, from, this.pullOn(l - 1), this.values(l - 1), points);
      this.arithmetic.gradient(l > 0 ? this.values(l - 1).a : points.x, d, points, change);
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
