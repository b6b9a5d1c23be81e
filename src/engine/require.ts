import type { Matrix } from "mathjs";
import { refuse, requireNames } from "../data/arguments";
import { requireShape } from "../data/matrix";
import { requireTerms } from "../model/objective";
import { momentCount, requireOptimiser } from "../model/optimisers";
import type { Stack } from "../model/stack";
import type { LearnerOptions, LearnerState } from "./backend";
import { parametersOf } from "./state";

/** @throws if an option is unknown or makes no sense for the network. */
export function requireOptions(net: Stack, options: LearnerOptions): void {
  requireNames("options", options, ["optimiser", "clip", "weightDecay", "sparsity"]);
  const { optimiser = { name: "sgd" }, clip, ...terms } = options;
  requireTerms(net, terms);
  requireOptimiser(optimiser);
  if (clip !== undefined && !(clip > 0)) refuse("clip", clip, "a number above 0 such as 1");
}

/** @returns how many points there are @throws if X or Y does not have the shape that net gives it. */
export function requireData({ sizes }: Stack, X: Matrix, Y: Matrix): number {
  const [, N] = requireShape("X", X, [sizes[0] ?? "k", "N"], "k×N");
  if (Y !== X || sizes.at(-1) !== sizes[0]) requireShape("Y", Y, [sizes.at(-1) ?? "n", N], "n×N");
  return N;
}

/** @throws if eta is no finite number. */
export function requireEta(eta: number): void {
  if (!Number.isFinite(eta)) throw new Error(`eta is ${eta}, expected a finite number such as 0.1.`);
}

/** @throws if a column is no number of a point, or there is none. */
export function requireColumns(columns: ArrayLike<number>, N: number): void {
  if (columns.length === 0) throw new Error("The batch has no columns, expected at least one.");
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k] as number;
    if (!(column >= 0 && column < N && Number.isInteger(column)))
      throw new Error(`columns[${k}] is ${column}, expected a whole number from 0 to ${N - 1}.`);
  }
}

/** @throws if a state is of another network or another optimiser. */
export function requireState(net: Stack, { optimiser }: LearnerOptions, state: LearnerState): void {
  const { name } = optimiser ?? { name: "sgd" };
  const count = parametersOf(net).reduce((total, M) => total + M.size().reduce((a, b) => a * b), 0);
  for (const [k, vector] of [state.parameters, ...state.moments].entries())
    if (vector.length !== count)
      throw new Error(
        `${k === 0 ? "state.parameters" : `state.moments[${k - 1}]`} holds ${vector.length} numbers, expected ${count}, as many as the network has parameters.`,
      );
  if (state.moments.length !== momentCount[name])
    throw new Error(
      `state.moments holds ${state.moments.length} vectors, expected ${momentCount[name]}, as ${name} keeps.`,
    );
}
