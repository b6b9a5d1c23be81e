import type { Matrix } from "mathjs";
import type { GradientRow } from "../calculus/gradient-row";
import { automaticStep } from "../calculus/numerical-derivatives";
import { requireCount, requireNames } from "../data/arguments";
import { requireShape } from "../data/matrix";
import { type Random, requireRandom } from "../data/random";
import { type Network, stackOf } from "../model/stack";
import type { LearnerGradients } from "./backend";
import { engineGradients } from "./check-parameters";
import { vectorOf } from "./state";
import { wasmBackend } from "./wasm-arithmetic";

/**
 * The gradient of one parameter compared with measured slopes along random directions; `analytic` and `numeric`
 * are those along the direction where the two differ most.
 */
export type DirectionRow = Omit<GradientRow, "entry" | "kink" | "diagnosis">;

/** A gradient checked by sample. */
export class DirectionCheck {
  /** What passing means, and what it does not. */
  readonly guarantee: string;
  readonly ok: boolean;

  constructor(
    readonly rows: readonly DirectionRow[],
    /** The number of directions for each parameter. */
    readonly directions: number,
    readonly tolerance: number,
  ) {
    this.ok = rows.every((row) => row.ok);
    this.guarantee = `a sample: ${directions} random directions of each parameter, not its every entry`;
  }
}

/**
 * Compares ∂J/∂W and ∂J/∂b of every layer with central differences along random directions of each
 * parameter: uᵀ∂J/∂W with (J(W + hu) − J(W − hu))/2h for unit vectors u with entries of either sign.
 *
 * This takes two forward passes for each direction, however many parameters there are, and shows less than
 * `checkParameters`: an error in one entry is divided by √count and may go unnoticed.
 *
 * @param x k×N
 * @param y n×N, the target
 * @param options `random`, the source of the directions; the number of `directions` for each parameter
 *   (default: 8); `tolerance` (default: 1e-6); the `gradients` to check (default: those of the engine)
 * @throws if x, y or a gradient does not have the shape that net requires.
 *
 * @example
 * const net = randomAutoencoder({ d: 64, m: 32, f2: sigmoid, random: random(1) });
 * const check = checkDirections(net, digit(3), digit(3), { random: random(2) });
 * check.ok // → true
 * check.guarantee // → "a sample: 8 random directions of each parameter, not its every entry"
 */
export function checkDirections(
  net: Network,
  x: Matrix,
  y: Matrix,
  options: {
    readonly random: Random;
    readonly directions?: number;
    readonly tolerance?: number;
    readonly gradients?: LearnerGradients;
  },
): DirectionCheck {
  requireNames("options", options, ["random", "directions", "tolerance", "gradients"]);
  requireRandom(options.random);
  const { random, directions = 8, tolerance = 1e-6, gradients = engineGradients(net, x, y) } = options;
  requireCount("directions", directions);
  const learner = wasmBackend.learner(net);
  const data = learner.load(x, y);
  const state = learner.state();
  const J = (parameters: Float64Array) => {
    learner.restore({ ...state, parameters });
    return learner.evaluate(data).loss;
  };
  const floor = 1e-3 * Math.max(1, Math.abs(J(state.parameters)));
  let first = 0;
  const rows = stackOf(net).layers.flatMap((layer, l) =>
    (["W", "b"] as const).map((name) => {
      const shape = layer[name].size() as [number, number];
      const gradient = gradients[`dJ_d${name}`][l] as Matrix;
      requireShape(`∂J/∂${name}${l + 1}`, gradient, shape, `the shape of ${name}${l + 1}`);
      const g = vectorOf([gradient]);
      const samples = Array.from({ length: directions }, () => {
        const u = g.map(() => (random.uniform() < 0.5 ? -1 : 1) / Math.sqrt(g.length));
        const analytic = g.reduce((sum, entry, k) => sum + entry * (u[k] as number), 0);
        const numeric = slopeAlong(J, state.parameters, first, u);
        const size = Math.max(Math.abs(analytic), Math.abs(numeric));
        const relativeError = Math.abs(analytic - numeric) / Math.max(size, floor);
        return { analytic, numeric, relativeError, size };
      });
      first += g.length;
      const worst = samples.reduce((a, b) => (b.relativeError > a.relativeError ? b : a));
      const { size: _, ...shown } = worst;
      const largest = Math.max(...samples.map(({ size }) => size));
      const ok = worst.relativeError <= tolerance;
      const unmeasured = ok && largest > 0 && tolerance * floor > largest / 10;
      return { name: `${name}${l + 1}`, shape, ...shown, ok, ...(unmeasured && { unmeasured }) } as const;
    }),
  );
  learner.free();
  return new DirectionCheck(rows, directions, tolerance);
}

/** The slope of J along u, whose first entry belongs to parameter number `first`. */
function slopeAlong(
  J: (parameters: Float64Array) => number,
  parameters: Float64Array,
  first: number,
  u: Float64Array,
): number {
  const h = automaticStep(0);
  const at = (t: number) => {
    const perturbed = parameters.slice();
    for (const [k, entry] of u.entries()) perturbed[first + k] = (perturbed[first + k] as number) + t * entry;
    return J(perturbed);
  };
  return (at(h) - at(-h)) / (2 * h);
}
