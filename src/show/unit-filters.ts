import { matrix, transpose } from "mathjs";
import { requireNames } from "../data/arguments";
import { requireResults } from "../experiments/core/experiment";
import { middle } from "../experiments/sparsity/run";
import { pullNames, type SparsityResults } from "../experiments/sparsity/settings";
import { type DigitImages, digitImages } from "./digits";
import { readable } from "./number";

/**
 * Filters of hidden units, a row of W1 each as an image: dense ones, and those of units with a small
 * average activation.
 *
 * @param results of `sparsity(…)` or `recorded("sparsity")`
 * @param options which β (the middle one unless told otherwise), and how many units of each
 * @throws if the results have no filters.
 *
 * @example
 * const settings = { seeds: [1], pulls: ["none", "kl"], rescuers: [], steps: 2, N: 20 } as const;
 * const filters = unitFilters(await sparsity(settings, { progress: false }), { count: 2 });
 * String(filters).includes("KL") // → true
 */
export function unitFilters(
  results: SparsityResults,
  options: { readonly beta?: number; readonly count?: number } = {},
): DigitImages {
  requireResults(results, "sparsity");
  requireNames("options", options, ["beta", "count"]);
  const { rows, configuration } = results;
  const { betas } = configuration;
  const { beta = middle(betas), count = 10 } = options;
  const own = rows.filter((row) => row.filters && (row.beta === beta || row.pull === "none"));
  if (own.length === 0) throw new Error(`The results have no filters for β = ${beta}.`);
  // Each row on its own scale: their lengths differ between penalties, and it is the form that counts.
  const shape = (filters: readonly (readonly number[])[]) => {
    const largest = Math.max(...filters.flat().map(Math.abs)) || 1;
    return transpose(matrix(filters.map((filter) => filter.map((weight) => weight / largest))));
  };
  const variance = own.map(({ pull, end }) => `${pullNames[pull]} ${readable(end.variance, 2)}`);
  return digitImages(
    Object.fromEntries(
      own.map(({ pull, filters = [] }) => [pullNames[pull], shape(filters.slice(0, count))]),
    ),
    {
      scale: "signed",
      size: 56,
      columns: count,
      caption: `Weights of ${count} hidden units, each row scaled to its largest. Median variance of a unit's activation: ${variance.join(", ")}.`,
    },
  );
}
