import { add, dotMultiply, type Matrix, multiply, sum } from "mathjs";
import { requireNames, requireNumber } from "../data/arguments";
import { loss } from "./passes";
import {
  meanOverPoints,
  requireLayer,
  requireSparsity,
  type Sparsity,
  sparseLayer,
  sparsityPull,
} from "./sparsity";
import { type Network, stackOf } from "./stack";
import { backwardStack, forwardStack, type StackGradients } from "./stack-passes";

/** Terms that are added to the loss. */
export interface Terms {
  /** λ: adds (λ/2) Σ w² over all weights, not over biases. Default: 0. */
  readonly weightDecay?: number;
  /** Adds β Σⱼ g(p̂ⱼ). */
  readonly sparsity?: Sparsity;
}

/**
 * The objective J + β Σⱼ g(p̂ⱼ) + (λ/2) Σ w²: the loss with a sparsity penalty and weight decay.
 *
 * @param X k×N
 * @param Y n×N, the targets
 * @throws if X or Y does not have the shape that net requires, or a term is invalid.
 *
 * @example
 * const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
 * const x = column([1, 0.5, 0]);
 * objective(net, x, x) // → loss(forward(net, x).ypred, x)
 * const sparsity = { penalty: penalties.kl, beta: 2, p: 0.05 };
 * objective(net, x, x, { sparsity }) - objective(net, x, x) // → 2 * penalties.kl.value(averageActivation(net, x), 0.05)
 */
export function objective(net: Network, X: Matrix, Y: Matrix, terms: Terms = {}): number {
  requireTerms(net, terms);
  const { weightDecay = 0, sparsity } = terms;
  const { a } = forwardStack(net, X);
  const J = loss(a.at(-1) as Matrix, Y);
  const pHat = meanOverPoints(a[sparseLayer(net, sparsity)] as Matrix);
  const penalty = sparsity ? sparsity.beta * sparsity.penalty.value(pHat, sparsity.p) : 0;
  const squares = stackOf(net).layers.reduce((total, { W }) => total + Number(sum(dotMultiply(W, W))), 0);
  return J + penalty + (weightDecay / 2) * squares;
}

/** The gradient of `objective`: the backward pass with the pull of the penalty, plus λ W. */
export function objectiveGradient(net: Network, X: Matrix, Y: Matrix, terms: Terms = {}): StackGradients {
  requireTerms(net, terms);
  const { weightDecay = 0, sparsity } = terms;
  const { layers } = stackOf(net);
  const pass = forwardStack(net, X);
  const layer = sparseLayer(net, sparsity);
  const pull = sparsity && {
    layer,
    of: sparsityPull(sparsity, meanOverPoints(pass.a[layer] as Matrix)),
  };
  const g = backwardStack(net, pass, X, Y, pull);
  const dJ_dW = g.dJ_dW.map((dW, l) => add(dW, multiply(weightDecay, (layers[l] as { W: Matrix }).W)));
  return { ...g, dJ_dW };
}

/** @throws if a term is unknown or invalid for the network. */
export function requireTerms(net: Network, terms: Terms): void {
  requireNames("terms", terms, ["weightDecay", "sparsity"]);
  const { weightDecay = 0, sparsity } = terms;
  requireNumber("weightDecay", weightDecay, "a finite number from 0 such as 1e-4", (decay) => decay >= 0);
  if (sparsity === undefined) return;
  requireSparsity(sparsity);
  requireLayer(net, sparseLayer(net, sparsity));
}
