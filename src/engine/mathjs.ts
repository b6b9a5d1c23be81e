import { type Matrix, matrix, multiply, subtract } from "mathjs";
import { requireNumber } from "../data/arguments";
import { rowsOf } from "../data/matrix";
import { objective, objectiveGradient, type Terms } from "../model/objective";
import { clippedGradients, type Moments, momentCount, optimiserStep } from "../model/optimisers";
import { loss } from "../model/passes";
import { averageActivation, requireLayer } from "../model/sparsity";
import { type Network, type Stack, stackOf } from "../model/stack";
import { forwardStack } from "../model/stack-passes";
import {
  type Backend,
  type Batch,
  type Evaluation,
  type Learner,
  type LearnerGradients,
  type LearnerOptions,
  type LearnerState,
  type LoadedData,
  requireColumns,
  requireData,
  requireOptions,
} from "./backend";
import { matricesIn, parametersOf, requireState, vectorOf, withParameters } from "./state";

interface Matrices extends LoadedData {
  readonly X: Matrix;
  readonly Y: Matrix;
}

/** The specification as a learner: it calls the functions of src/model. */
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
    const data: Matrices = { N: requireData(this.net, X, Y), X, Y, free() {} };
    return data;
  }

  step(data: LoadedData, eta: number, batch: Batch = {}): number {
    requireNumber("eta", eta, "a finite number such as 0.1");
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
    const { X, Y } = data as Matrices;
    const J = loss(forwardStack(this.net, X).a.at(-1) as Matrix, Y);
    return { loss: J, sse: 2 * data.N * J, objective: objective(this.net, X, Y, this.terms) };
  }

  outputs(data: LoadedData, layer = this.net.layers.length - 1): Matrix {
    requireLayer(this.net, layer);
    return forwardStack(this.net, (data as Matrices).X).a[layer] as Matrix;
  }

  averageActivation(data: LoadedData, layer = this.terms.sparsity?.layer): Matrix {
    return averageActivation(this.net, (data as Matrices).X, layer);
  }

  gradients(data: LoadedData, batch: Batch = {}): LearnerGradients {
    const { X, Y } = points(data, batch);
    const { dJ_dW, dJ_db } = objectiveGradient(this.net, X, Y, this.terms);
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
    this.moments = { steps, of: moments.map((vector) => matricesIn(vector, this.net)) };
    this.net = withParameters(this.net, matricesIn(parameters, this.net));
  }

  free(): void {}
}

/** The points of a batch. */
function points(data: LoadedData, { columns }: Batch): Pick<Matrices, "X" | "Y"> {
  const { X, Y, N } = data as Matrices;
  if (!columns) return { X, Y };
  requireColumns(columns, N);
  const chosen = Array.from(columns);
  const of = (M: Matrix) => matrix(rowsOf(M).map((row) => chosen.map((column) => row[column])) as number[][]);
  const [x, y] = [of(X), Y === X ? undefined : of(Y)];
  return { X: x, Y: y ?? x };
}

/**
 * The specification as a backend: slow, since it calls the functions of src/model. The other backends agree
 * with it within 1e-12.
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
  learner: (net, options = {}) => new MathjsLearner(net, options),
};
