import { matrix, transpose } from "mathjs";
import type { Data, Shape } from "plotly.js-dist";
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

/** Colours of what may pull; the readings of the printed NLL share that of what they are not. */
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

/** The distribution of p̂ over units as a box with every unit beside it. */
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

/** A line at p, across. */
const target = (p: number, along: "x" | "y" = "y"): Partial<Shape> => ({
  type: "line",
  ...(along === "y"
    ? ({ xref: "paper", x0: 0, x1: 1, y0: p, y1: p } as const)
    : ({ yref: "paper", y0: 0, y1: 1, x0: p, x1: p } as const)),
  line: { color: colours.mark, width: 1.5, dash: "dash" },
});

/**
 * Where each penalty takes the average activations: p̂ⱼ of every hidden unit, for the first seed.
 *
 * @param results of `sparsity(…)` or `recorded("sparsity")`
 * @param options which β (the middle one unless told otherwise), and where the biases started ("logit")
 * @throws if the results have no such cells.
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
      `The results have no cells with β = ${beta} and biases at ${bias}: β is one of ${betas.join(", ")}.`,
    );
  const near = own.map(({ pull, end }) => `${pullNames[pull]} ${readable(100 * end.within, 2)} %`);
  return figure({
    data: own.map(({ pull, end }) => box(pullNames[pull], end.pHat, pullColours[pull])),
    layout: {
      title: { text: `Average activation p̂ of each hidden unit, by penalty (β = ${beta})` },
      xaxis: { title: { text: "penalty" } },
      yaxis: { title: { text: "p̂" }, range: [-0.02, 1.02] },
      shapes: [target(p)],
    },
    caption: `Units within ±.02 of p = ${p}, the dashed line: ${near.join(", ")} (seed ${seeds[0]}).`,
  });
}

/**
 * The wide range: units whose biases start spread from far below 0 to far above, and where each penalty
 * and optimiser takes them.
 *
 * @param results of `sparsity(…)` or `recorded("sparsity")`
 * @throws if the results have no rescues.
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
  if (!first) throw new Error("The results have no rescues: run sparsity with rescuers.");
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
      // Names lie at every width, for each has a line of its own; the first is on top.
      xaxis: { title: { text: "p̂" }, range: [-0.02, 1.02] },
      yaxis: { title: { text: "penalty, optimiser" }, autorange: "reversed" },
      shapes: [target(p, "x")],
    },
    caption: `Dead or saturated: ${lost(first.start)} % of the units at the start; at the end ${own.map(({ pull, optimiser, end }) => `${lost(end)} % with ${pullNames[pull]} and ${optimiser}`).join(", ")} (seed ${seeds[0]}).`,
  });
}

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
