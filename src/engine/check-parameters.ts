import type { Matrix } from "mathjs";
import { GradientCheck, lineMeasures, tolerances } from "../calculus/gradient-check";
import { gradientRow } from "../calculus/gradient-row";
import { requireNames } from "../data/arguments";
import { loss } from "../model/passes";
import { type Network, stack, stackOf } from "../model/stack";
import { forwardStack } from "../model/stack-passes";
import { type LearnerGradients, requireData } from "./backend";
import { PerturbedGradient } from "./perturbed-gradient";
import { wasmBackend } from "./wasm-arithmetic";

/**
 * Compares ∂J/∂W and ∂J/∂b of every layer with central differences with respect to every parameter, as
 * `gradientCheck` does. It takes a fraction of the time: a perturbed weight changes one row of one z, so its
 * layer computes nothing else.
 *
 * @param x k×N
 * @param y n×N, the target
 * @param options `tolerance`, the relative error that passes (default: 1e-6), and the `gradients` to check
 *   (default: those of the engine)
 * @returns a row for each of W1, b1, W2, b2 …
 * @throws if x or y does not have the shape that net requires.
 *
 * @example
 * const net = randomAutoencoder({ d: 64, m: 32, f2: sigmoid, random: random(1) });
 * const check = checkParameters(net, digit(3), digit(3));
 * check.ok // → true
 * check.rows.map((row) => row.name) // → ["W1", "b1", "W2", "b2"]
 */
export function checkParameters(
  net: Network,
  x: Matrix,
  y: Matrix,
  options: { readonly tolerance?: number; readonly gradients?: LearnerGradients } = {},
): GradientCheck {
  requireNames("options", options, ["tolerance", "gradients"]);
  const { tolerance = tolerances.central, gradients = engineGradients(net, x, y) } = options;
  const deep = stackOf(net);
  requireData(deep, x, y);
  const perturbed = new PerturbedGradient(deep, x, y);
  const measured = perturbed.gradients();
  const value = perturbed.loss();
  perturbed.free();
  const floor = 1e-3 * Math.max(1, value);
  const rows = deep.layers.flatMap((layer, l) =>
    (["W", "b"] as const).map((name) => {
      const J = ({ M }: { readonly M: Matrix }) => {
        const layers = deep.layers.map((other, k) => (k === l ? { ...layer, [name]: M } : other));
        return loss(forwardStack(stack(layers), x).a.at(-1) as Matrix, y);
      };
      const [analytic, numeric] = [gradients, measured].map((all) => all[`dJ_d${name}`][l] as Matrix);
      const measures = lineMeasures(J, { M: layer[name] }, "M", value);
      const options = { floor, tolerance, ...measures };
      return gradientRow(`${name}${l + 1}`, analytic as Matrix, numeric as Matrix, options);
    }),
  );
  return new GradientCheck(rows, "central", tolerance);
}

/** The gradients that the engine computes. */
export function engineGradients(net: Network, x: Matrix, y: Matrix): LearnerGradients {
  const learner = wasmBackend.learner(net);
  const gradients = learner.gradients(learner.load(x, y));
  learner.free();
  return gradients;
}
