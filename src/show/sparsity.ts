import { matrix, transpose } from "mathjs";
import type { Data } from "plotly.js-dist";
import { middle, penaltyNamed } from "../experiments/sparsity";
import type { Pull, SparsityResults, SparsityRow } from "../experiments/sparsity-settings";
import { type DigitImages, digitImages } from "./digits";
import { type Figure, figure } from "./figure";
import { readable } from "./number";
import { colours, palette } from "./theme";

/** Colours of what may pull; the readings of the printed NLL share that of what they are not. */
const pullColours: Readonly<Record<Pull, string>> = {
  none: palette.teal,
  kl: colours.kl,
  squared: colours.squared,
  l2: colours.l2,
  hinge: colours.hinge,
  plus: palette.vermillion,
  minus: palette.vermillion,
  product: palette.teal,
};

const pullNames: Readonly<Record<Pull, string>> = {
  none: "no penalty",
  kl: "kl",
  squared: "squared",
  l2: "l2",
  hinge: "hinge",
  plus: "NLL, −A + B",
  minus: "NLL, −A − B",
  product: "NLL, −A · B",
};

/** The distribution of p̂ over units as a box with every unit beside it. */
const box = (name: string, values: readonly number[], color: string): Data => ({
  type: "box",
  name,
  y: values.slice(),
  boxpoints: "all",
  jitter: 0.5,
  pointpos: 0,
  marker: { color, size: 4, opacity: 0.7 },
  line: { color, width: 1 },
  fillcolor: "rgba(0,0,0,0)",
  showlegend: false,
});

/** A line at p. */
const target = (p: number) =>
  ({
    type: "line",
    xref: "paper",
    x0: 0,
    x1: 1,
    y0: p,
    y1: p,
    line: { color: colours.mark, width: 1.5, dash: "dash" },
  }) as const;

/**
 * Where each penalty takes the average activations: p̂ⱼ of every hidden unit, for the first seed.
 *
 * @param results of `sparsity(…)` or `recorded("sparsity")`
 * @param options which β (the middle one unless told otherwise), and where the biases started ("logit")
 * @throws if the results have no such cells.
 *
 * @example
 * const settings = { seeds: [1], pulls: ["kl"], rescuers: [], steps: 4, N: 20 } as const;
 * averageActivationsFigure(await sparsity(settings, { progress: false })).data.length // → 1
 */
export function averageActivationsFigure(
  { rows, configuration }: SparsityResults,
  options: { readonly beta?: number; readonly bias?: "logit" | "zero" } = {},
): Figure {
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
 * rescueFigure(await sparsity(settings, { progress: false })).data.length // → 3
 */
export function rescueFigure({ rows, configuration: { seeds, p, spread } }: SparsityResults): Figure {
  const own = rows.filter((row) => row.bias === "spread" && row.seed === seeds[0]);
  const [first] = own;
  if (!first) throw new Error("The results have no rescues: run sparsity with rescuers.");
  const lost = ({ dead, saturated }: SparsityRow["start"]) => readable(100 * (dead + saturated), 2);
  return figure({
    data: [
      box("start", first.start.pHat, palette.teal),
      ...own.map(({ pull, optimiser, end }) => box(`${pull}, ${optimiser}`, end.pHat, pullColours[pull])),
    ],
    layout: {
      title: { text: `Units that start with biases from −${spread} to ${spread}` },
      yaxis: { title: { text: "p̂" }, range: [-0.02, 1.02] },
      shapes: [target(p)],
    },
    caption: `Dead or saturated: ${lost(first.start)} % of the units at the start; at the end ${own.map(({ pull, optimiser, end }) => `${lost(end)} % with ${pull} and ${optimiser}`).join(", ")} (seed ${seeds[0]}).`,
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
 * const filters = unitFilters(await sparsity(settings, { progress: false }), { count: 2 });
 * String(filters).includes("kl") // → true
 */
export function unitFilters(
  { rows, configuration }: SparsityResults,
  options: { readonly beta?: number; readonly count?: number } = {},
): DigitImages {
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

/**
 * The penalties of one unit, g(p̂), and their slopes g′(p̂): the paper's four, and its NLL as printed in its
 * three readings. Where a penalty is least is marked.
 *
 * @param p the target
 *
 * @example
 * penaltyCurvesFigure(0.05).caption // → "On this grid kl is least at p̂ = 0.05, squared at 0.05, l2 at 0.005, hinge at 0.995, NLL, −A + B at 0.005, NLL, −A − B at 0.995, NLL, −A · B at 0.05; the target is p = 0.05."
 */
export function penaltyCurvesFigure(p: number): Figure {
  const grid = Array.from({ length: 199 }, (_, k) => (k + 1) / 200);
  const pulls = ["kl", "squared", "l2", "hinge", "plus", "minus", "product"] as const;
  const curves = pulls.map((pull) => {
    const penalty = penaltyNamed(pull);
    const of = (pHat: number) => penalty?.value(pHat, p) ?? 0;
    const least = grid.reduce((low, pHat) => (of(pHat) < of(low) ? pHat : low), grid[0] ?? p);
    return { pull, least, of, slope: (pHat: number) => penalty?.derivative(pHat, p) ?? 0 };
  });
  const line = (pull: Pull) =>
    ({
      color: pullColours[pull],
      dash: pull === "minus" ? "dash" : ["plus", "product"].includes(pull) ? "dot" : "solid",
    }) as const;
  return figure({
    data: curves.flatMap(({ pull, least, of, slope }): Data[] => [
      {
        ...{ type: "scatter", mode: "lines", name: pullNames[pull], legendgroup: pull },
        ...{ x: grid, y: grid.map(of), line: line(pull) },
      },
      {
        ...{ type: "scatter", mode: "markers", legendgroup: pull, showlegend: false },
        ...{ x: [least], y: [of(least)], marker: { color: pullColours[pull], size: 9 } },
        hovertemplate: `least at %{x}<extra>${pullNames[pull]}</extra>`,
      },
      {
        ...{ type: "scatter", mode: "lines", legendgroup: pull, showlegend: false, name: pullNames[pull] },
        ...{ x: grid, y: grid.map(slope), line: line(pull), xaxis: "x2", yaxis: "y2" },
      },
    ]),
    layout: {
      title: { text: `Penalties of one unit and their slopes, p = ${p}` },
      grid: { rows: 1, columns: 2, pattern: "independent" },
      xaxis: { title: { text: "p̂" } },
      yaxis: { title: { text: "g(p̂)" }, range: [-1, 1.5] },
      xaxis2: { title: { text: "p̂" } },
      yaxis2: { title: { text: "g′(p̂)" }, range: [-3, 3] },
    },
    caption: `On this grid ${curves.map(({ pull, least }, k) => `${pullNames[pull]} ${k === 0 ? "is least at p̂ =" : "at"} ${least}`).join(", ")}; the target is p = ${p}.`,
  });
}
