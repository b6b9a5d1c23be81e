import type { Matrix } from "mathjs";
import { requireNumber } from "../data/arguments";
import { column } from "../data/matrix";
import { integerPower, momentCount, type Optimiser, optimiserNumbers } from "../model/optimisers";
import { requireLayer } from "../model/sparsity";
import { type Network, type Stack, stackOf } from "../model/stack";
import type { Arithmetic } from "./arithmetic";
import {
  type BackendName,
  type Batch,
  type Evaluation,
  type Learner,
  type LearnerGradients,
  type LearnerOptions,
  type LearnerState,
  type LoadedData,
  requireData,
  requireOptions,
} from "./backend";
import { Buffers } from "./buffers";
import { Arena, heap } from "./heap";
import { Layout } from "./parameters";
import { Passes } from "./passes";
import { matricesIn, requireState, rowsOfParameters, withParameters } from "./state";

/** A learner in the engine's memory; `arithmetic` decides on the layout and computes the products. */
export class MemoryLearner implements Learner {
  readonly backend: BackendName;
  private readonly net: Stack;
  private readonly arena = new Arena();
  private readonly layout: Layout;
  private readonly buffers: Buffers;
  private readonly passes: Passes;
  private readonly optimiser: Optimiser;
  /** Addresses of whole sets of parameters. */
  private readonly parameters: number;
  private readonly moments: readonly number[];
  private gradientAddress: number | undefined;
  private steps = 0;

  constructor(
    net: Network,
    private readonly options: LearnerOptions,
    arithmetic: Arithmetic,
  ) {
    this.net = stackOf(net);
    requireOptions(this.net, options);
    this.backend = arithmetic.name;
    this.optimiser = options.optimiser ?? { name: "sgd" };
    this.layout = new Layout(arithmetic, this.net);
    this.buffers = new Buffers(arithmetic, this.arena, this.net.sizes);
    [this.parameters, this.moments, this.passes] = this.arena.atomically(() => {
      const parameters = this.allocateParameters();
      const moments = Array.from({ length: momentCount[this.optimiser.name] }, () =>
        this.allocateParameters(),
      );
      const layers = this.layout.placesAt(parameters);
      const passes = new Passes(this.net, options, arithmetic, layers, this.buffers, this.arena);
      return [parameters, moments, passes];
    });
    this.layout.write(rowsOfParameters(this.net), this.parameters);
  }

  load(X: Matrix, Y: Matrix = X): LoadedData {
    requireData(this.net, X, Y);
    return this.buffers.load(X, Y);
  }

  step(data: LoadedData, eta: number, batch: Batch = {}): number {
    requireNumber("eta", eta, "a finite number such as 0.1");
    const points = this.buffers.points(data, batch.columns);
    // Plain descent needs no memory for the gradient; allocate it before the step changes anything.
    const isPlain = this.optimiser.name === "sgd" && this.options.clip === undefined;
    const gradient = isPlain ? undefined : this.gradient();
    this.passes.forward(points);
    const before = this.passes.objective(points);
    if (gradient === undefined) this.passes.descend(points, eta);
    else {
      this.passes.backward(points, this.layout.placesAt(gradient));
      this.update(gradient, eta);
    }
    this.steps++;
    return before;
  }

  evaluate(data: LoadedData): Evaluation {
    let sse = 0;
    for (const points of this.buffers.blocks(data)) {
      this.passes.forward(points);
      sse += this.passes.squaredErrors(points);
    }
    const loss = sse / (2 * data.N);
    const penalty = this.options.sparsity ? this.passes.penalty(this.averageActivation(data)) : 0;
    return { loss, sse, objective: loss + penalty + this.passes.decay() };
  }

  outputs(data: LoadedData, layer = this.net.layers.length - 1): Matrix {
    requireLayer(this.net, layer);
    return this.passes.activations(this.buffers.blocks(data), layer, data.N);
  }

  averageActivation(data: LoadedData, layer = this.passes.sparse): Matrix {
    requireLayer(this.net, layer);
    let sums: number[] = [];
    for (const points of this.buffers.blocks(data)) {
      this.passes.forward(points, layer);
      const block = this.passes.sumOfActivations(layer, points, 1);
      sums = block.map((sum, unit) => (sums[unit] ?? 0) + sum);
    }
    return column(sums.map((sum) => sum / data.N));
  }

  gradients(data: LoadedData, batch: Batch = {}): LearnerGradients {
    const points = this.buffers.points(data, batch.columns);
    const gradient = this.gradient();
    this.passes.forward(points);
    this.passes.objective(points);
    this.passes.backward(points, this.layout.placesAt(gradient));
    const all = matricesIn(this.layout.read(gradient), this.net);
    return { dJ_dW: all.filter((_, k) => k % 2 === 0), dJ_db: all.filter((_, k) => k % 2 === 1) };
  }

  network(): Stack {
    this.arena.requireOpen();
    return withParameters(this.net, matricesIn(this.layout.read(this.parameters), this.net));
  }

  state(): LearnerState {
    this.arena.requireOpen();
    const { steps, layout } = this;
    return {
      steps,
      parameters: layout.read(this.parameters),
      moments: this.moments.map((at) => layout.read(at)),
    };
  }

  restore(state: LearnerState): void {
    this.arena.requireOpen();
    requireState(this.net, this.options, state);
    this.steps = state.steps;
    this.layout.writeVector(state.parameters, this.parameters);
    for (const [k, at] of this.moments.entries())
      this.layout.writeVector(state.moments[k] as Float64Array, at);
  }

  free(): void {
    this.arena.free();
  }

  private allocateParameters(): number {
    return this.arena.allocate(this.layout.length, `A network of ${this.net.sizes.join("–")} units`);
  }

  /** The address of the gradient, allocated on first use. */
  private gradient(): number {
    this.gradientAddress ??= this.allocateParameters();
    return this.gradientAddress;
  }

  /** The optimiser's update of all parameters, with a clipped gradient. */
  private update(gradient: number, eta: number): void {
    const { kernels } = heap();
    const { optimiser, parameters, moments } = this;
    const { clip = Number.POSITIVE_INFINITY } = this.options;
    const bytes = this.layout.length * 8;
    const norm = clip === Number.POSITIVE_INFINITY ? 0 : Math.sqrt(kernels.squares(gradient, bytes));
    const factor = norm > clip ? clip / norm : 1;
    const { momentum, beta1, beta2, epsilon } = optimiserNumbers(optimiser);
    const [first = 0, second = 0] = moments;
    if (optimiser.name === "sgd") kernels.combine(parameters, parameters, gradient, 1, -eta * factor, bytes);
    else if (optimiser.name === "momentum")
      kernels.momentum(parameters, first, gradient, momentum, factor, eta, bytes);
    else {
      const [c1, c2] = [beta1, beta2].map((beta) => 1 / (1 - integerPower(beta, this.steps + 1)));
      kernels.adam(
        ...[parameters, first, second, gradient, beta1, beta2, c1 ?? 0, c2 ?? 0, epsilon, factor, eta, bytes],
      );
    }
  }
}
