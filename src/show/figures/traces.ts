import type { Data, Layout, Shape } from "plotly.js-dist";
import { spread } from "../../data/statistics";
import { colours } from "../base/theme";

/** A point of a curve over seeds: the values of all seeds at one x. */
export interface Sample {
  readonly x: number;
  readonly values: readonly number[];
}

/** A curve of means in an error band of one standard deviation on each side. */
export function errorBand(name: string, colour: string, samples: readonly Sample[]): Data[] {
  const points = samples.map(({ x, values }) => ({ x, ...spread(values) }));
  const x = points.map(({ x }) => x);
  const edge = (sign: 1 | -1) => points.map(({ mean, sd }) => (mean ?? Number.NaN) + sign * (sd ?? 0));
  const channel = (k: number) => Number.parseInt(colour.slice(1 + 2 * k, 3 + 2 * k), 16);
  return [
    {
      type: "scatter",
      mode: "lines",
      x: [...x, ...[...x].reverse()],
      y: [...edge(1), ...edge(-1).reverse()],
      fill: "toself",
      fillcolor: `rgba(${channel(0)},${channel(1)},${channel(2)},0.2)`,
      line: { width: 0 },
      hoverinfo: "skip",
      showlegend: false,
    },
    {
      type: "scatter",
      mode: "lines+markers",
      name,
      x,
      y: points.map(({ mean }) => mean ?? Number.NaN),
      line: { color: colour },
      customdata: points.map(({ sd }) => sd ?? 0),
      hovertemplate: `%{x}: %{y:.3f} ± %{customdata:.3f}<extra>${name}</extra>`,
    },
  ];
}

/** A dashed line across a plot at a value of its x axis, or of its y axis. */
export const referenceLine = (value: number, axis: "x" | "y" = "x"): Partial<Shape> => ({
  type: "line",
  ...(axis === "x"
    ? ({ x0: value, x1: value, yref: "paper", y0: 0, y1: 1 } as const)
    : ({ xref: "paper", x0: 0, x1: 1, y0: value, y1: value } as const)),
  line: { color: colours.mark, width: 1.5, dash: "dash" },
});

/** Square images, each as its pixels row by row. */
export type Images = readonly (readonly number[])[];

/** Images side by side, one pixel apart, as the rows of one picture. */
function strip(images: Images): number[][] {
  const side = sideOf(images);
  return Array.from({ length: side }, (_, row) =>
    images.flatMap((image, k) => [
      ...(k === 0 ? [] : [Number.NaN]),
      ...image.slice(row * side, (row + 1) * side),
    ]),
  );
}

const sideOf = (images: Images): number => Math.round(Math.sqrt(images[0]?.length ?? 0));

/** A row of images as a Plotly trace. Rows count from 0 at the top. */
export function imageRow(name: string, row: number, images: Images, visible = true): Data {
  return {
    type: "heatmap",
    name,
    z: strip(images),
    x0: 0,
    dx: 1,
    y0: row * (sideOf(images) + 1),
    dy: 1,
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, "white"],
      [1, "black"],
    ],
    autocolorscale: false,
    showscale: false,
    hoverongaps: false,
    visible,
  };
}

/** The axes for rows of images, with the name of each row beside it. */
export function imageAxes(names: readonly string[], images: Images): Pick<Layout, "xaxis" | "yaxis"> {
  const side = sideOf(images);
  return {
    xaxis: { visible: false, range: [-1, images.length * (side + 1) - 1] },
    yaxis: {
      range: [names.length * (side + 1) - 1, -1],
      scaleanchor: "x",
      tickvals: names.map((_, row) => row * (side + 1) + (side - 1) / 2),
      ticktext: [...names],
      showgrid: false,
      zeroline: false,
      showline: false,
      ticks: "",
    },
  };
}
