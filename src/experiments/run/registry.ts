import { suggestion } from "../../data/arguments";
import type { Claim } from "../core/claims";
import { type AnyExperiment, type Results, requireResults } from "../core/experiment";
import { depthExperiment } from "../depth/run";
import { forwardPassExperiment } from "../forward-pass/run";
import { hiddenSizeExperiment } from "../hidden-size/run";
import { sparsityExperiment } from "../sparsity/run";

/** The experiments of parts (f) to (i), by name. */
export const experiments: ReadonlyMap<string, AnyExperiment> = new Map(
  ([hiddenSizeExperiment, depthExperiment, sparsityExperiment, forwardPassExperiment] as const).map(
    (experiment): [string, AnyExperiment] => [experiment.name, experiment],
  ),
);

/**
 * The claims of an experiment about its results: inequalities, counted over the seeds.
 *
 * @throws if the results belong to no known experiment.
 *
 * @example
 * const settings = { seeds: [1, 2], layers: [1], failures: [], narrow: [], steps: 2, N: 10 };
 * const [collapse] = claims(await depth(settings));
 * [collapse?.for, collapse?.against, collapse?.verdict] // → [2, 0, "holds"]
 */
export function claims(results: Results<unknown, unknown>): readonly Claim[] {
  requireResults(results);
  return experimentNamed(results.experiment).claims(results as Results<never, unknown>);
}

/** The experiment of that name. @throws with the known names, if there is none. */
export function experimentNamed(name: string): AnyExperiment {
  const experiment = experiments.get(name);
  if (experiment) return experiment;
  throw new Error(`There is no experiment "${name}"${suggestion(name, [...experiments.keys()])}`);
}
