import type { Matrix } from "mathjs";
import { column, matrixOf, requireShape, rowsOf } from "../data/matrix";
import { momentCount, type Optimiser } from "../model/optimisers";
import { requireLayer, sparseLayer, sparsityPull } from "../model/sparsity";
import { type Network, type Stack, stackOf } from "../model/stack";
import type { Arithmetic, LayerPlace } from "./arithmetic";
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
import { Held, type Points, Workplace } from "./buffers";
import { heap, Room } from "./heap";
import { update } from "./optimiser";
import { Layout, readPoints, writePoints } from "./parameters";
import { requireData, requireEta, requireOptions, requireState } from "./require";
import { listsIn, listsOf, matricesOf, newLists, newVector, withParameters } from "./state";

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
  private readonly workplace: Workplace;
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
    this.workplace = new Workplace(arithmetic, this.room, this.net.sizes);
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
    const points = this.workplace.points(this.held(data), batch.columns);
    const { name } = this.optimiser;
    if (name !== "sgd" || this.options.clip !== undefined) this.gradientSet();
    this.forward(points);
    const before = this.objectiveOf(points, this.preparePull(points, batch));
    if (name === "sgd" && this.options.clip === undefined) this.descend(points, eta);
    else {
      this.backward(points, this.gradientSet());
      const { parameters, moments } = this;
      const bytes = this.layout.length * 8;
      const sets = { parameters, gradient: this.gradientSet(), moments, bytes };
      update(this.optimiser, sets, this.steps + 1, eta, this.options.clip);
    }
    this.steps++;
    return before;
  }

  evaluate(data: LoadedData): Evaluation {
    const { N } = this.held(data);
    const last = this.net.layers.length - 1;
    let sse = 0;
    for (const points of this.workplace.blocks(this.held(data))) {
      this.forward(points);
      sse += this.arithmetic.delta(
        this.workplace.values(last),
        points.y,
        this.zeros,
        points,
        this.unitsOf(last),
        0,
      );
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
    for (const points of this.workplace.blocks(this.held(data))) {
      this.forward(points, layer);
      readPoints(rows, first, this.arithmetic, this.workplace.values(layer).a, points);
      first += points.count;
    }
    return matrixOf(rows);
  }

  averageActivation(data: LoadedData, layer = this.sparse, batch: Batch = {}): Matrix {
    requireLayer(this.net, layer);
    const all = batch.columns
      ? [this.workplace.points(this.held(data), batch.columns)]
      : this.workplace.blocks(this.held(data));
    const sums = new Array<number>(this.unitsOf(layer)).fill(0);
    let count = 0;
    for (const points of all) {
      this.forward(points, layer);
      this.arithmetic.sumPoints(this.workplace.values(layer).a, points, sums.length, this.units, 1);
      for (const [unit, sum] of this.readUnits(sums.length).entries()) sums[unit] = (sums[unit] ?? 0) + sum;
      count += points.count;
    }
    return column(sums.map((sum) => sum / count));
  }

  gradients(data: LoadedData, batch: Batch = {}): LearnerGradients {
    const points = this.workplace.points(this.held(data), batch.columns);
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

  private held(data: LoadedData): Held {
    this.room.requireOpen();
    if (!(data instanceof Held) || data.owner !== this)
      throw new Error("The data were not loaded by this learner: take what its own load(X, Y) returns.");
    if (data.freed) throw new Error("The data have been freed: load them again to go on.");
    return data;
  }

  /** The forward pass, up to a layer. */
  private forward(points: Points, upTo = this.layers.length - 1): void {
    let { x } = points;
    for (let l = 0; l <= upTo; l++) {
      const values = this.workplace.values(l);
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
    const squares = arithmetic.delta(
      this.workplace.values(last),
      y,
      this.pullOn(last),
      points,
      units,
      1 / count,
    );
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
    this.arithmetic.sumPoints(
      this.workplace.values(this.sparse).a,
      points,
      units,
      this.units,
      1 / points.count,
    );
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
      const { d } = this.workplace.values(l);
      const change = { from: here, to: here, keep, keepBias: 1, scale };
      if (l === 0) this.arithmetic.gradient(points.x, d, points, change);
      else
        this.arithmetic.backwardUpdate(d, this.pullOn(l - 1), this.workplace.values(l - 1), points, change);
    }
  }

  /** The gradient of the objective, to a set of parameters. */
  private backward(points: Points, to: number): void {
    const { weightDecay: keep = 0 } = this.options;
    const places = this.layout.placesAt(to);
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const from = this.layers[l] as LayerPlace;
      const { d } = this.workplace.values(l);
      const change = { from, to: places[l] as LayerPlace, keep, keepBias: 0, scale: 1 };
      if (l > 0) this.arithmetic.backward(d, from, this.pullOn(l - 1), this.workplace.values(l - 1), points);
      this.arithmetic.gradient(l > 0 ? this.workplace.values(l - 1).a : points.x, d, points, change);
    }
  }
}
