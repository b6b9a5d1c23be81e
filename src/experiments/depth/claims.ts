import { spread } from "../../data/statistics";
import { type Claim, claimed } from "../core/claims";
import type { DepthResults, DepthRow } from "./settings";

/** Rounding over some thousand operations a pixel stays below this. */
const rounding = 1e-12;

/** The claims of part (g), as far as the results have the cells they are about. */
export function depthClaims({ rows, configuration: { m } }: DepthResults): readonly Claim[] {
  const seeds = [...new Set(rows.map(({ seed }) => seed))];
  const sane = rows.filter(({ initialisation, width }) => initialisation === "orthogonal" && width === m);
  const ks = [...new Set(sane.map(({ k }) => k))].sort((a, b) => a - b);
  const [least = 0, most = 0] = [ks[0], ks.at(-1)];
  const at = (seed: number, among: readonly DepthRow[]) => among.find((row) => row.seed === seed);
  const ofK = (k: number) => sane.filter((row) => row.k === k);
  const effect = (among: readonly DepthRow[], of: (row: DepthRow, base: DepthRow) => number): number[] =>
    seeds.map((seed) => {
      const [row, base] = [at(seed, among), at(seed, ofK(least))];
      return row && base ? of(row, base) : Number.NaN;
    });
  const sdOf = (of: (row: DepthRow) => number) => spread(ofK(least).map(of)).sd ?? 0;
  const similar = (name: string, of: (row: DepthRow) => number): Claim[] =>
    most === least
      ? []
      : [
          claimed(
            `${name} R² is within .02 of that of k = ${least} for every k to ${most} (effect: the largest difference; over seeds, k = ${least} has an sd of ${sdOf(of).toFixed(3)})`,
            seeds.map((seed) =>
              Math.max(
                ...ks.slice(1).map((k) => {
                  const [row, base] = [at(seed, ofK(k)), at(seed, ofK(least))];
                  return row && base ? Math.abs(of(row) - of(base)) : Number.NaN;
                }),
              ),
            ),
            (difference) => difference <= 0.02,
          ),
        ];
  const starved = rows.filter(({ initialisation }) => initialisation === "gaussian");
  const failing = (["xavier", "gaussian"] as const).flatMap((initialisation) => {
    const among = rows.filter((row) => row.initialisation === initialisation);
    if (among.length === 0) return [];
    const k = among[0]?.k;
    return [
      claimed(
        `k = ${k} with ${initialisation} first weights: training R² stays below that of k = ${least}`,
        effect(among, (row, base) => row.trainR2 - base.trainR2),
        (difference) => difference < 0,
      ),
      claimed(
        `k = ${k} with ${initialisation} first weights: it takes more than twice the steps to R² .60 (effect: how many times; never counts as ∞)`,
        effect(
          among,
          (row, base) => (row.stepsTo60 ?? Number.POSITIVE_INFINITY) / (base.stepsTo60 ?? Number.NaN),
        ),
        (times) => times > 2,
      ),
    ];
  });
  const narrow = [...new Set(rows.filter(({ width }) => width < m).map(({ width }) => width))].map((width) =>
    claimed(
      `one linear layer of ${width} units before the ${m}: training R² is lower`,
      effect(
        rows.filter((row) => row.width === width),
        (row, base) => row.trainR2 - base.trainR2,
      ),
      (difference) => difference < 0,
    ),
  );
  return [
    claimed(
      `the collapsed network gives the same outputs, to rounding (effect: largest difference over all k)`,
      seeds.map((seed) => Math.max(...rows.filter((row) => row.seed === seed).map((row) => row.collapse))),
      (difference) => difference < rounding,
    ),
    ...similar("training", ({ trainR2 }) => trainR2),
    ...similar("test", ({ testR2 }) => testR2),
    ...(most === least
      ? []
      : [
          claimed(
            `k = ${most} needs more steps to R² .65 than k = ${least} (effect: how many times as many)`,
            effect(
              ofK(most),
              (row, base) => (row.stepsTo65 ?? Number.POSITIVE_INFINITY) / (base.stepsTo65 ?? Number.NaN),
            ),
            (times) => times > 1,
          ),
        ]),
    ...(starved.length === 0
      ? []
      : [
          claimed(
            `k = ${most} with gaussian first weights: the first layer's first gradient is below 10⁻¹⁵ (effect: its size)`,
            effect(starved, ({ firstGradients }) => firstGradients[0] ?? Number.NaN),
            (size) => size < 1e-15,
          ),
        ]),
    ...failing,
    ...narrow,
  ];
}
