import { type Claim, claimed } from "../core/claims";
import { type Pull, pullNames, type SparsityResults, type SparsityRow } from "./settings";

/** The claims of part (h), as far as the results have the cells for them. */
export function sparsityClaims({ rows, configuration: { p, betas } }: SparsityResults): readonly Claim[] {
  const seeds = [...new Set(rows.map(({ seed }) => seed))];
  const of = (rows: readonly SparsityRow[], effect: (row: SparsityRow) => number): number[] =>
    seeds.map((seed) => {
      const row = rows.find((row) => row.seed === seed);
      return row && row.diverged === null ? effect(row) : Number.NaN;
    });
  const about = (
    rows: readonly SparsityRow[],
    text: string,
    effect: (row: SparsityRow) => number,
    holds: (effect: number) => boolean,
  ): Claim[] => (rows.length === 0 ? [] : [claimed(text, of(rows, effect), holds)]);
  const trained = (pull: Pull, beta: number) =>
    rows.filter((row) => row.bias === "logit" && row.pull === pull && row.beta === beta);
  const rescue = (pull: Pull, optimiser: SparsityRow["optimiser"]) =>
    rows.filter((row) => row.bias === "spread" && row.pull === pull && row.optimiser === optimiser);
  const mean = ({ end }: SparsityRow) => end.mean;
  const most = Math.max(...betas);
  return [
    ...about(
      trained("l2", most),
      `l2 pulls towards 0, past p: with β = ${most} the mean p̂ ends below p = ${p} (effect: mean p̂)`,
      mean,
      (pHat) => pHat < p,
    ),
    ...betas.flatMap((beta) => [
      ...(["kl", "squared"] as const).flatMap((pull) =>
        about(
          trained(pull, beta),
          `${pull}, β = ${beta}: at least 9 in 10 units end within ±.02 of p = ${p} (effect: the fraction)`,
          ({ end }) => end.within,
          (part) => part >= 0.9,
        ),
      ),
      ...about(
        trained("kl", beta),
        `kl, β = ${beta}: fewer than 1 in 10 units are constant, so p̂ ≈ p is not only their bias (effect: the fraction)`,
        ({ end }) => end.constant,
        (part) => part < 0.1,
      ),
      ...about(
        trained("hinge", beta),
        `hinge, β = ${beta}: the mean p̂ ends above where it started (effect: the difference)`,
        ({ start, end }) => end.mean - start.mean,
        (rise) => rise > 0,
      ),
      ...(["plus", "minus"] as const).flatMap((pull) =>
        about(
          trained(pull, beta),
          `printed ${pullNames[pull]}, β = ${beta}: its value still falls in the second half (effect: the difference)`,
          ({ penalty }) => (penalty.end ?? Number.NaN) - (penalty.halfway ?? Number.NaN),
          (fall) => fall < 0,
        ),
      ),
    ]),
    ...(
      [
        ["kl", "momentum"],
        ["kl", "adam"],
        ["squared", "adam"],
      ] as const
    ).flatMap(([pull, optimiser]) =>
      about(
        rescue(pull, optimiser),
        `${pull} with ${optimiser} rescues at least 9 in 10 of the units that start dead or saturated (effect: the fraction)`,
        rescued,
        (part) => part >= 0.9,
      ),
    ),
    ...about(
      rescue("squared", "momentum"),
      "squared with momentum rescues fewer than half of the units that start dead or saturated (effect: the fraction)",
      rescued,
      (part) => part < 0.5,
    ),
  ];
}

/** The fraction of the units dead or saturated at the start that are neither at the end. */
const rescued = ({ start, end }: SparsityRow): number =>
  1 - (end.dead + end.saturated) / (start.dead + start.saturated);
