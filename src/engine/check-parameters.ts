import type { Matrix } from "mathjs";
import { matrix } from "mathjs";
import { GradientCheck, lineMeasures, tolerances } from "../calculus/gradient-check";
import { gradientRow } from "../calculus/gradient-row";
import type { Entry } from "../calculus/numerical-gradient";
import { requireNames } from "../data/arguments";
import { rowsOf } from "../data/matrix";
import { loss } from "../model/passes";
import { type Network, type Stack, stack, stackOf } from "../model/stack";
import { forwardStack } from "../model/stack-passes";
import type { LearnerGradients } from "./backend";
import { MovedParameters } from "./perturbed-gradient";
import { requireData } from "./require";
import { wasmBackend } from "./wasm-arithmetic";

/**
 * Holds ∂J/∂W and ∂J/∂b of every layer against central differences, all parameters of them, as
 * `gradientCheck` does, in a fraction of its time: a moved weight changes one row of one z, so nothing
 * else is computed anew in its layer.
 *
 * @param x k×N
 * @param y n×N, the target
 * @param options `tolerance`, the relative error that passes: 1e-6 unless told otherwise; `gradients`, the
 *   ones to check: those of the engine unless told otherwise
 * @returns a row for each of W1, b1, W2, b2 …
 * @throws if x or y does not have the shape that net gives it.
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
  const moved = new MovedParameters(deep, x, y);
  const slopes = moved.slopes();
  const value = moved.loss();
  const floor = 1e-3 * Math.max(1, value);
  moved.free();
  const rows = slopes.flatMap(({ dW, db }, l) =>
    (["W", "b"] as const).map((name) => {
      const lineAt = (entry: Entry) => ({
        line: alongParameter(deep, l, name, entry, x, y),
        x: Number(deep.layers[l]?.[name].get([...entry])),
      });
      const [analytic, numeric] = name === "W" ? [gradients.dJ_dW[l], dW] : [gradients.dJ_db[l], db];
      return gradientRow(`${name}${l + 1}`, analytic as Matrix, numeric, {
        floor,
        tolerance,
        ...lineMeasures(lineAt, value),
      });
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

/** J as a function of one parameter, as the specification computes it. */
function alongParameter(
  net: Stack,
  l: number,
  name: "W" | "b",
  [i, j]: Entry,
  x: Matrix,
  y: Matrix,
): (t: number) => number {
  return (t) => {
    const layers = net.layers.map((layer, k) => {
      if (k !== l) return layer;
      const rows = (rowsOf(layer[name]) as number[][]).map((row) => [...row]);
      (rows[i] as number[])[j] = t;
      return { ...layer, [name]: matrix(rows) };
    });
    return loss(forwardStack(stack(layers), x).a.at(-1) as Matrix, y);
  };
}
