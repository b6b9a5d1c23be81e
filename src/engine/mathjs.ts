import { type Matrix, matrix, multiply, subtract } from "mathjs";
import { rowsOf } from "../data/matrix";
import { objective, objectiveGradient, type Terms } from "../model/objective";
import { clippedGradients, type Moments, momentCount, optimiserStep } from "../model/optimisers";
import { loss } from "../model/passes";
import { averageActivation, requireLayer } from "../model/sparsity";
import { type Network, type Stack, stackOf } from "../model/stack";
import { forwardStack } from "../model/stack-passes";
import type {
  Backend,
  Batch,
  Evaluation,
  Learner,
  LearnerGradients,
  LearnerOptions,
  LearnerState,
  LoadedData,
} from "./backend";
import { requireColumns, requireData, requireEta, requireOptions, requireState } from "./require";
import { listsIn, matricesOf, parametersOf, vectorOf, withParameters } from "./state";

interface Held extends LoadedData {
  readonly X: Matrix;
  readonly Y: Matrix;
}

/** The specification as a learner: every line is the model's own. */
class MathjsLearner implements Learner {
  readonly backend = "mathjs";
  private net: Stack;
  private moments: Moments = { steps: 0, of: [] };
  private readonly terms: Terms;

  constructor(
    net: Network,
    private readonly options: LearnerOptions,
  ) {
    this.net = stackOf(net);
    requireOptions(this.net, options);
    const { weightDecay, sparsity } = options;
    this.terms = { weightDecay, sparsity };
  }

  load(X: Matrix, Y: Matrix = X): LoadedData {
    const held: Held = { N: requireData(this.net, X, Y), X, Y, free() {} };
    return held;
  }

  step(data: LoadedData, eta: number, batch: Batch = {}): number {
    requireEta(eta);
    const { X, Y } = points(data, batch);
    const { optimiser = { name: "sgd" }, clip = Number.POSITIVE_INFINITY } = this.options;
    const { dJ_dW, dJ_db } = this.gradients(data, batch);
    const before = objective(this.net, X, Y, this.terms);
    const gradients = clippedGradients(
      dJ_dW.flatMap((dW, l) => [dW, dJ_db[l] as Matrix]),
      clip,
    );
    const { directions, moments } = optimiserStep(optimiser, gradients, this.moments);
    const next = parametersOf(this.net).map((M, k) => subtract(M, multiply(eta, directions[k] as Matrix)));
    this.net = withParameters(this.net, next);
    this.moments = moments;
    return before;
  }

  evaluate(data: LoadedData): Evaluation {
    const { X, Y } = data as Held;
    const J = loss(forwardStack(this.net, X).a.at(-1) as Matrix, Y);
    return { loss: J, sse: 2 * data.N * J, objective: objective(this.net, X, Y, this.terms) };
  }

  outputs(data: LoadedData, layer = this.net.layers.length - 1): Matrix {
    requireLayer(this.net, layer);
    return forwardStack(this.net, (data as Held).X).a[layer] as Matrix;
  }

  averageActivation(data: LoadedData, layer?: number, batch: Batch = {}): Matrix {
    return averageActivation(this.net, points(data, batch).X, layer);
  }

  gradients(data: LoadedData, batch: Batch = {}): LearnerGradients {
    const { X, Y } = points(data, batch);
    const { dJ_dW, dJ_db } = objectiveGradient(this.net, X, Y, this.terms, batch.pHat);
    return { dJ_dW, dJ_db };
  }

  network(): Stack {
    return this.net;
  }

  state(): LearnerState {
    const { optimiser = { name: "sgd" } } = this.options;
    const { steps, of } = this.moments;
    const parameters = vectorOf(parametersOf(this.net));
    const moments = Array.from({ length: momentCount[optimiser.name] }, (_, k) =>
      of[k] ? vectorOf(of[k]) : new Float64Array(parameters.length),
    );
    return { steps, parameters, moments };
  }

  restore(state: LearnerState): void {
    requireState(this.net, this.options, state);
    const { steps, parameters, moments } = state;
    this.moments = { steps, of: moments.map((vector) => this.matricesIn(vector)) };
    this.net = withParameters(this.net, this.matricesIn(parameters));
  }

  free(): void {}

  private matricesIn(vector: Float64Array): Matrix[] {
    return matricesOf(
      listsIn(vector, this.net).map((list) => Array.from(list)),
      this.net,
    );
  }
}

/** The columns of the data that a batch asks for. */
function points(data: LoadedData, { columns }: Batch): Pick<Held, "X" | "Y"> {
  const { X, Y, N } = data as Held;
  if (!columns) return { X, Y };
  requireColumns(columns, N);
  const chosen = Array.from(columns);
  const of = (M: Matrix) => matrix(rowsOf(M).map((row) => chosen.map((column) => row[column])) as number[][]);
  const [x, y] = [of(X), Y === X ? undefined : of(Y)];
  return { X: x, Y: y ?? x };
}

/**
 * The specification as a backend: slow, and each line the model's own. What the other backends are held
 * to, within 1e-12.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = column([1, 0.5, 0]);
 * const learner = mathjsBackend.learner(net);
 * learner.step(learner.load(x), 0.1) // → loss(forward(net, x).ypred, x)
 * autoencoderOf(learner.network()).W1 // → gradientStep(net, backward(net, forward(net, x), x, x), 0.1).W1
 */
export const mathjsBackend: Backend = {
  name: "mathjs",
  description: "mathjs, the specification",
  repeatable: true,
  learner: (net, options = {}) => new MathjsLearner(net, options),
};
