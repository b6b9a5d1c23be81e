import type { Data, Layout, Shape } from "plotly.js-dist";
import { spread } from "../../data/statistics";
import { colours } from "../base/theme";

/** A curve over seeds: for each place the values of all seeds. */
export interface Sample {
  readonly x: number;
  readonly values: readonly number[];
}

/** A curve of means with a band of one standard deviation to either side. */
export function band(name: string, colour: string, samples: readonly Sample[]): Data[] {
  const at = samples.map(({ x, values }) => ({ x, ...spread(values) }));
  const x = at.map(({ x }) => x);
  const edge = (sign: 1 | -1) => at.map(({ mean, sd }) => (mean ?? Number.NaN) + sign * (sd ?? 0));
  return [
    {
      type: "scatter",
      mode: "lines",
      x: [...x, ...[...x].reverse()],
      y: [...edge(1), ...edge(-1).reverse()],
      fill: "toself",
      fillcolor: translucent(colour),
      line: { width: 0 },
      hoverinfo: "skip",
      showlegend: false,
    },
    {
      type: "scatter",
      mode: "lines+markers",
      name,
      x,
      y: at.map(({ mean }) => mean ?? Number.NaN),
      line: { color: colour },
      customdata: at.map(({ sd }) => sd ?? 0),
      hovertemplate: `%{x}: %{y:.3f} ± %{customdata:.3f}<extra>${name}</extra>`,
    },
  ];
}

/** A colour that lets what lies behind it through. */
function translucent(colour: string): string {
  const channel = (k: number) => Number.parseInt(colour.slice(1 + 2 * k, 3 + 2 * k), 16);
  return `rgba(${channel(0)},${channel(1)},${channel(2)},0.2)`;
}

/** A dashed line from the bottom to the top of a plot, at a place of its x axis that matters. */
export const verticalMark = (x: number): Partial<Shape> => ({
  ...{ type: "line", x0: x, x1: x, yref: "paper", y0: 0, y1: 1 },
  line: { color: colours.mark, width: 1.5, dash: "dash" },
});

/** Square images, each as its pixels row by row. */
export type Images = readonly (readonly number[])[];

/** Images side by side as the rows of one picture, a pixel apart. */
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

/** One row of images as a Plotly trace; `place` counts the rows from the top, from 0. */
export function imageRow(name: string, place: number, images: Images, visible = true): Data {
  return {
    type: "heatmap",
    name,
    z: strip(images),
    x0: 0,
    dx: 1,
    y0: place * (sideOf(images) + 1),
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

/** The axes for rows of images like these, with the name of each row beside it. */
export function imageAxes(names: readonly string[], images: Images): Pick<Layout, "xaxis" | "yaxis"> {
  const side = sideOf(images);
  return {
    xaxis: { visible: false, range: [-1, images.length * (side + 1) - 1] },
    yaxis: {
      range: [names.length * (side + 1) - 1, -1],
      scaleanchor: "x",
      tickvals: names.map((_, place) => place * (side + 1) + (side - 1) / 2),
      ticktext: [...names],
      showgrid: false,
      zeroline: false,
      showline: false,
      ticks: "",
    },
  };
}
