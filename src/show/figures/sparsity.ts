import { matrix, transpose } from "mathjs";
import type { Data } from "plotly.js-dist";
import { requireNames } from "../../data/arguments";
import { requireResults } from "../../experiments/core/experiment";
import { middle } from "../../experiments/sparsity/run";
import {
  type Pull,
  pullNames,
  type SparsityResults,
  type SparsityRow,
} from "../../experiments/sparsity/settings";
import { readable } from "../base/number";
import { colours, palette } from "../base/theme";
import { type DigitImages, digitImages } from "../values/digits";
import { type Figure, figure } from "./figure";
import { referenceLine } from "./traces";

/** The colours of the penalties. Interpretations of the printed NLL share two colours. */
export const pullColours: Readonly<Record<Pull, string>> = {
  none: palette.teal,
  kl: colours.kl,
  squared: colours.squared,
  l2: colours.l2,
  hinge: colours.hinge,
  plus: palette.vermillion,
  minus: palette.vermillion,
  product: palette.teal,
};

/** The distribution of p̂ over the units: a box plot with a point for each unit. */
const box = (name: string, values: readonly number[], color: string, along: "x" | "y" = "y"): Data => ({
  type: "box",
  name,
  [along]: values.slice(),
  boxpoints: "all",
  jitter: 0.5,
  pointpos: 0,
  marker: { color, size: 4, opacity: 0.7 },
  line: { color, width: 1 },
  fillcolor: "rgba(0,0,0,0)",
  showlegend: false,
});

/**
 * The average activation p̂ⱼ of every hidden unit after training with each penalty, for the first seed.
 *
 * @param results of `sparsity(…)` or `recorded("sparsity")`
 * @param options `beta` and the start of the biases. Default: the middle β, "logit"
 * @throws if the results have no such rows
 *
 * @example
 * const settings = { seeds: [1], pulls: ["kl"], rescuers: [], steps: 4, N: 20 } as const;
 * averageActivationsFigure(await sparsity(settings)).data.length // → 1
 */
export function averageActivationsFigure(
  results: SparsityResults,
  options: { readonly beta?: number; readonly bias?: "logit" | "zero" } = {},
): Figure {
  requireResults(results, "sparsity");
  requireNames("options", options, ["beta", "bias"]);
  const { rows, configuration } = results;
  const { seeds, betas, pulls, p } = configuration;
  const { beta = middle(betas), bias = "logit" } = options;
  const own = pulls.flatMap((pull) =>
    rows.filter(
      (row) =>
        row.seed === seeds[0] &&
        row.bias === bias &&
        row.pull === pull &&
        (row.beta === beta || pull === "none"),
    ),
  );
  if (own.every(({ pull }) => pull === "none") && pulls.some((pull) => pull !== "none"))
    throw new Error(
      `The results have no rows with β = ${beta} and biases at ${bias}: β is one of ${betas.join(", ")}.`,
    );
  const near = own.map(({ pull, end }) => `${pullNames[pull]} ${readable(100 * end.within, 2)} %`);
  return figure({
    data: own.map(({ pull, end }) => box(pullNames[pull], end.pHat, pullColours[pull])),
    layout: {
      title: { text: `Average activation p̂ of each hidden unit, by penalty (β = ${beta})` },
      xaxis: { title: { text: "penalty" } },
      yaxis: { title: { text: "p̂" }, range: [-0.02, 1.02] },
      shapes: [referenceLine(p, "y")],
    },
    caption: `Units within ±.02 of p = ${p}, the dashed line: ${near.join(", ")} (seed ${seeds[0]}).`,
  });
}

/**
 * The average activations of units whose biases start far below and far above 0, before and after training with
 * each penalty and optimiser.
 *
 * @param results of `sparsity(…)` or `recorded("sparsity")`
 * @throws if the results have no such runs
 *
 * @example
 * const settings = { seeds: [1], pulls: ["none"], rescuers: ["kl"], steps: 1, rescueSteps: 4, N: 20 } as const;
 * rescueFigure(await sparsity(settings)).data.length // → 3
 */
export function rescueFigure(results: SparsityResults): Figure {
  requireResults(results, "sparsity");
  const { rows, configuration } = results;
  const { seeds, p, spread } = configuration;
  const own = rows.filter((row) => row.bias === "spread" && row.seed === seeds[0]);
  const [first] = own;
  if (!first) throw new Error("The results have no runs with spread biases: run sparsity with rescuers.");
  const lost = ({ dead, saturated }: SparsityRow["start"]) => readable(100 * (dead + saturated), 2);
  return figure({
    data: [
      box("start", first.start.pHat, palette.teal, "x"),
      ...own.map(({ pull, optimiser, end }) =>
        box(`${pullNames[pull]}, ${optimiser}`, end.pHat, pullColours[pull], "x"),
      ),
    ],
    layout: {
      title: { text: `Units that start with biases from −${spread} to ${spread}` },
      xaxis: { title: { text: "p̂" }, range: [-0.02, 1.02] },
      yaxis: { title: { text: "penalty, optimiser" }, autorange: "reversed" },
      shapes: [referenceLine(p)],
    },
    caption: `Dead or saturated: ${lost(first.start)} % of the units at the start; at the end ${own.map(({ pull, optimiser, end }) => `${lost(end)} % with ${pullNames[pull]} and ${optimiser}`).join(", ")} (seed ${seeds[0]}).`,
  });
}

/**
 * The filters of hidden units, dense and sparse: each row of W1 as an image.
 *
 * @param results of `sparsity(…)` or `recorded("sparsity")`
 * @param options `beta`, and the `count` of units for each penalty. Default: the middle β, 10
 * @throws if the results have no filters
 *
 * @example
 * const settings = { seeds: [1], pulls: ["none", "kl"], rescuers: [], steps: 2, N: 20 } as const;
 * const filters = unitFilters(await sparsity(settings), { count: 2 });
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
  // Each row has its own scale, because the lengths differ between penalties and only the form matters.
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
