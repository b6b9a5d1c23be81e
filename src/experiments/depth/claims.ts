import { spread } from "../../data/statistics";
import { type Claim, claimed } from "../core/claims";
import type { DepthResults, DepthRow } from "./settings";

/** Above the rounding error of some thousand operations for each pixel. */
const rounding = 1e-12;

/** The claims of part (g), as far as the results have the cells for them. */
export function depthClaims({ rows, configuration: { m } }: DepthResults): readonly Claim[] {
  const seeds = [...new Set(rows.map(({ seed }) => seed))];
  const usual = rows.filter(({ initialisation, width }) => initialisation === "orthogonal" && width === m);
  const ks = [...new Set(usual.map(({ k }) => k))].sort((a, b) => a - b);
  const [least = 0, most = 0] = [ks[0], ks.at(-1)];
  const ofK = (k: number) => usual.filter((row) => row.k === k);
  /** An effect for each seed: of its row and its row with the least k. */
  const effects = (among: readonly DepthRow[], of: (row: DepthRow, base: DepthRow) => number): number[] =>
    seeds.map((seed) => {
      const [row, base] = [among, ofK(least)].map((rows) => rows.find((row) => row.seed === seed));
      return row && base ? of(row, base) : Number.NaN;
    });
  const similar = (name: string, of: (row: DepthRow) => number): Claim => {
    const byK = ks.slice(1).map((k) => effects(ofK(k), (row, base) => Math.abs(of(row) - of(base))));
    return claimed(
      `${name} R² is within .02 of that of k = ${least} for every k to ${most} (effect: the largest difference; over seeds, k = ${least} has an sd of ${(spread(ofK(least).map(of)).sd ?? 0).toFixed(3)})`,
      seeds.map((_, i) => Math.max(...byK.map((differences) => differences[i] ?? Number.NaN))),
      (difference) => difference <= 0.02,
    );
  };
  const stepRatio = (steps: "stepsTo60" | "stepsTo65") => (row: DepthRow, base: DepthRow) =>
    (row[steps] ?? Number.POSITIVE_INFINITY) / (base[steps] ?? Number.NaN);
  const trainDifference = (among: readonly DepthRow[]) =>
    effects(among, (row, base) => row.trainR2 - base.trainR2);
  const gaussian = rows.filter(({ initialisation }) => initialisation === "gaussian");
  const failing = (["xavier", "gaussian"] as const).flatMap((initialisation) => {
    const among = rows.filter((row) => row.initialisation === initialisation);
    if (among.length === 0) return [];
    const which = `k = ${among[0]?.k} with ${initialisation} first weights:`;
    return [
      claimed(
        `${which} training R² stays below that of k = ${least}`,
        trainDifference(among),
        (difference) => difference < 0,
      ),
      claimed(
        `${which} it needs more than twice the steps to R² .60 (effect: the ratio of steps, ∞ if never reached)`,
        effects(among, stepRatio("stepsTo60")),
        (times) => times > 2,
      ),
    ];
  });
  const narrow = [...new Set(rows.filter(({ width }) => width < m).map(({ width }) => width))].map((width) =>
    claimed(
      `one linear layer of ${width} units before the ${m}: training R² is lower`,
      trainDifference(rows.filter((row) => row.width === width)),
      (difference) => difference < 0,
    ),
  );
  return [
    claimed(
      "the collapsed network has the same outputs up to rounding (effect: the largest difference over all k)",
      seeds.map((seed) => Math.max(...rows.filter((row) => row.seed === seed).map((row) => row.collapse))),
      (difference) => difference < rounding,
    ),
    ...(most === least
      ? []
      : [
          similar("training", ({ trainR2 }) => trainR2),
          similar("test", ({ testR2 }) => testR2),
          claimed(
            `k = ${most} needs more steps to R² .65 than k = ${least} (effect: the ratio of steps)`,
            effects(ofK(most), stepRatio("stepsTo65")),
            (times) => times > 1,
          ),
        ]),
    ...(gaussian.length === 0
      ? []
      : [
          claimed(
            `k = ${most} with gaussian first weights: the first layer's first gradient is below 10⁻¹⁵ (effect: its size)`,
            effects(gaussian, ({ firstGradients }) => firstGradients[0] ?? Number.NaN),
            (size) => size < 1e-15,
          ),
        ]),
    ...failing,
    ...narrow,
  ];
}
