import type { Data } from "plotly.js-dist";
import { median } from "../../data/statistics";
import { requireResults } from "../../experiments/core/experiment";
import type { DepthResults, DepthRow } from "../../experiments/depth/settings";
import { readable } from "../base/number";
import { colours, palette } from "../base/theme";
import { type Figure, figure } from "./figure";

/** The kind of network and first weights, as a curve's name. */
const kindOf = ({ initialisation, width }: DepthRow, m: number): string =>
  width < m ? `orthogonal, ${width} units wide` : initialisation;

const kindColours: readonly string[] = [
  palette.blue,
  palette.vermillion,
  palette.orange,
  palette.teal,
  palette.purple,
];

/**
 * The steps until training R² reached .65 against the number k of added linear layers: a point for each seed, with
 * a separate line at the top for seeds that never reached it.
 *
 * @param results of `depth(…)` or `recorded("depth")`
 *
 * @example
 * const settings = { seeds: [1], layers: [0, 1], failures: [], narrow: [], steps: 2, N: 10 };
 * depthFigure(await depth(settings)).caption // → "R² .65 is reached by no seed with k = 0 and by no seed with k = 1."
 */
export function depthFigure(results: DepthResults): Figure {
  requireResults(results, "depth");
  const { rows, configuration } = results;
  const { m, steps } = configuration;
  const kinds = [...new Set(rows.map((row) => kindOf(row, m)))];
  const ks = [...new Set(rows.map(({ k }) => k))].sort((a, b) => a - b);
  const never = 1.6 * steps;
  const data = kinds.map((kind, i): Data => {
    const own = rows.filter((row) => kindOf(row, m) === kind);
    // Points of one depth are side by side, ordered by kind and seed.
    const place = ({ k, seed }: DepthRow) => {
      const among = own.filter((row) => row.k === k).map((row) => row.seed);
      const within = among.length === 1 ? 0 : among.indexOf(seed) / (among.length - 1) - 0.5;
      return ks.indexOf(k) + (i - (kinds.length - 1) / 2) * 0.16 + within * 0.1;
    };
    return {
      type: "scatter",
      mode: "markers",
      name: kind,
      x: own.map(place),
      y: own.map(({ stepsTo65 }) => stepsTo65 ?? never),
      marker: {
        color: kindColours[i % kindColours.length],
        size: 9,
        symbol: own.map(({ stepsTo65 }) => (stepsTo65 === null ? "x" : "circle")),
      },
      customdata: own.map(({ seed }) => seed),
      hovertemplate: `%{y:.0f} steps, seed %{customdata}<extra>${kind}</extra>`,
    };
  });
  const sentences = ks.map((k) => {
    const own = rows.filter((row) => row.k === k && kindOf(row, m) === "orthogonal");
    const reached = own.flatMap(({ stepsTo65 }) => (stepsTo65 === null ? [] : [stepsTo65]));
    if (reached.length === 0) return `by no seed with k = ${k}`;
    const never = own.length - reached.length;
    const of = never === 0 ? "median" : `median of ${reached.length}; ${never} of ${own.length} seeds never`;
    return `after ${readable(median(reached))} steps (${of}) with k = ${k}`;
  });
  return figure({
    data,
    layout: {
      title: { text: "Steps to a training R² of .65 against the number of added linear layers" },
      xaxis: {
        title: { text: "added linear layers, k" },
        tickvals: ks.map((_, i) => i),
        ticktext: ks.map(String),
        range: [-0.6, ks.length - 0.4],
        zeroline: false,
      },
      yaxis: {
        type: "log",
        title: { text: "steps (log scale)" },
        tickvals: [10, 20, 50, 100, 200, 300, 500, 700, 1000, 2000, 5000],
      },
      shapes: [
        {
          type: "line",
          xref: "paper",
          x0: 0,
          x1: 1,
          y0: never / 1.25,
          y1: never / 1.25,
          line: { color: colours.mark, width: 1, dash: "dot" },
        },
      ],
      annotations: [
        {
          xref: "paper",
          x: 0,
          y: Math.log10(never),
          text: `never (in ${steps.toLocaleString("en")} steps)`,
          showarrow: false,
          xanchor: "left",
        },
      ],
    },
    caption: `R² .65 is reached ${sentences.join(", ").replace(/, ([^,]*)$/, " and $1")}.`,
  });
}

/**
 * The size of the first gradient ‖∂J/∂W‖ in each layer of the deepest networks, before any step.
 *
 * @param results of `depth(…)` or `recorded("depth")`
 *
 * @example
 * const settings = { seeds: [1], layers: [3], failures: ["gaussian"], narrow: [], steps: 1, N: 10 } as const;
 * firstGradientsFigure(await depth(settings)).data.length // → 2
 */
export function firstGradientsFigure(results: DepthResults): Figure {
  requireResults(results, "depth");
  const { rows, configuration } = results;
  const deepest = Math.max(...rows.map(({ k }) => k));
  const first = configuration.seeds[0];
  const own = rows.filter(
    ({ k, seed, width }) => k === deepest && seed === first && width === configuration.m,
  );
  return figure({
    data: own.map(
      ({ initialisation, firstGradients }, i): Data => ({
        type: "scatter",
        mode: "lines+markers",
        name: initialisation,
        x: firstGradients.map((_, l) => l + 1),
        y: firstGradients.slice(),
        line: { color: kindColours[i] },
      }),
    ),
    layout: {
      title: { text: `Size of the first gradient in each layer, k = ${deepest}` },
      xaxis: { title: { text: "layer, first to last" }, dtick: 1 },
      yaxis: { type: "log", title: { text: "‖∂J/∂W‖" } },
    },
    caption: `In the first layer ‖∂J/∂W‖ is ${own.map(({ initialisation, firstGradients }) => `${readable(firstGradients[0] ?? 0, 2)} with ${initialisation} weights`).join(", ")} (seed ${first}).`,
  });
}
