import type { Matrix } from "mathjs";
import { automaticStep } from "../calculus/numerical-derivatives";
import { requireCount, requireNames } from "../data/arguments";
import { requireShape } from "../data/matrix";
import { type Random, requireRandom } from "../data/random";
import { type Network, stackOf } from "../model/stack";
import type { LearnerGradients } from "./backend";
import { engineGradients } from "./check-parameters";
import { vectorOf } from "./state";
import { wasmBackend } from "./wasm-arithmetic";

/** The gradient of one parameter held against measured slopes along random directions. */
export interface DirectionRow {
  readonly name: string;
  readonly shape: readonly [rows: number, columns: number];
  /** The given gradient's slope along the direction where the two differ most. */
  readonly analytic: number;
  /** The measured one. */
  readonly numeric: number;
  readonly relativeError: number;
  readonly ok: boolean;
  /** Set where every slope is too small for its first digit to be told: nothing disagrees, and nothing is shown. */
  readonly unmeasured?: true;
}

/** A gradient checked by sample. */
export class DirectionCheck {
  constructor(
    readonly rows: readonly DirectionRow[],
    readonly ok: boolean,
    /** How many directions of each parameter. */
    readonly directions: number,
    readonly tolerance: number,
    /** What passing means, and what it does not. */
    readonly guarantee: string,
  ) {}
}

/**
 * Holds ∂J/∂W and ∂J/∂b of every layer against central differences along random directions, some of each
 * parameter: uᵀ∂J/∂W against (J(W + hu) − J(W − hu))/2h for unit vectors u with entries of either sign.
 *
 * This takes two forward passes a direction, however many parameters there are, and promises less than
 * `checkParameters`: an error in one entry counts 1/√count of itself and may drown.
 *
 * @param x k×N
 * @param y n×N, the target
 * @param options `random`, where the directions come from; `directions` of each parameter, 8 unless told
 *   otherwise; `tolerance`, 1e-6 unless told otherwise; `gradients`, those of the engine unless told otherwise
 * @throws if x, y or a gradient does not have the shape that net gives it.
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
      const gradient = (name === "W" ? gradients.dJ_dW[l] : gradients.dJ_db[l]) as Matrix;
      requireShape(`∂J/∂${name}${l + 1}`, gradient, shape, `the shape of ${name}${l + 1}`);
      const g = vectorOf([gradient]);
      const start = first;
      first += g.length;
      const samples = Array.from({ length: directions }, () => {
        const u = g.map(() => (random.uniform() < 0.5 ? -1 : 1) / Math.sqrt(g.length));
        const analytic = g.reduce((sum, entry, k) => sum + entry * (u[k] as number), 0);
        return { analytic, numeric: slopeAlong(J, state.parameters, start, u) };
      });
      const judged = samples.map(({ analytic, numeric }) => {
        const size = Math.max(Math.abs(analytic), Math.abs(numeric), floor);
        return { analytic, numeric, relativeError: Math.abs(analytic - numeric) / size };
      });
      const worst = judged.reduce((a, b) => (b.relativeError > a.relativeError ? b : a));
      const largest = Math.max(...samples.flatMap((s) => [Math.abs(s.analytic), Math.abs(s.numeric)]));
      const ok = worst.relativeError <= tolerance;
      const unmeasured = ok && largest > 0 && tolerance * floor > largest / 10;
      return { name: `${name}${l + 1}`, shape, ...worst, ok, ...(unmeasured && { unmeasured }) };
    }),
  );
  learner.free();
  const guarantee = `a sample: ${directions} random directions of each parameter, not its every entry`;
  return new DirectionCheck(
    rows,
    rows.every((row) => row.ok),
    directions,
    tolerance,
    guarantee,
  );
}

/** The slope of J along u, which begins at an entry of the parameters. */
function slopeAlong(
  J: (parameters: Float64Array) => number,
  parameters: Float64Array,
  start: number,
  u: Float64Array,
): number {
  const h = automaticStep(0);
  const at = (t: number) => {
    const moved = parameters.slice();
    for (const [k, entry] of u.entries()) moved[start + k] = (moved[start + k] as number) + t * entry;
    return J(moved);
  };
  return (at(h) - at(-h)) / (2 * h);
}
