import type { Layout } from "plotly.js-dist";

/**
 * Colours that people with any kind of colour vision can tell apart, on white and on black.
 * Source: Okabe and Ito, Color Universal Design (2008), without their yellow and black.
 *
 * @example
 * palette.blue // → "#0072B2"
 */
export const palette = {
  blue: "#0072B2",
  orange: "#E69F00",
  green: "#009E73",
  vermillion: "#D55E00",
  purple: "#CC79A7",
  sky: "#56B4E9",
} as const;

/**
 * From negative (blue) over 0 (near white) to positive (red). Source: ColorBrewer's RdBu, which
 * colour-blind readers can tell apart.
 */
export const diverging: readonly (readonly [number, number, number])[] = [
  [33, 102, 172],
  [146, 197, 222],
  [247, 247, 247],
  [244, 165, 130],
  [178, 24, 43],
];

const divergingScale = diverging.map((rgb, i): [number, string] => [
  i / (diverging.length - 1),
  `rgb(${rgb.join(",")})`,
]);

/** Grey that is legible on white and on black, for front ends that tell us nothing of their theme. */
const ink = "#7a7a7a";
const grid = "rgba(128,128,128,0.25)";

const axis = {
  automargin: true,
  nticks: 8,
  showline: true,
  linecolor: grid,
  gridcolor: grid,
  zerolinecolor: "rgba(128,128,128,0.5)",
  ticks: "outside",
  tickcolor: grid,
  ticklen: 4,
  title: { standoff: 10, font: { size: 14 } },
  exponentformat: "power",
} as const;

/** What every figure looks like unless its own layout says otherwise: a Plotly template. */
export const theme = {
  layout: {
    font: { family: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif", size: 13, color: ink },
    colorway: Object.values(palette),
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    title: {
      x: 0,
      xanchor: "left",
      xref: "paper",
      y: 0.97,
      yanchor: "top",
      yref: "container",
      automargin: true,
      font: { size: 16 },
    },
    margin: { l: 16, r: 16, t: 28, b: 16, pad: 2 },
    xaxis: axis,
    yaxis: axis,
    legend: { orientation: "h", x: 0, xanchor: "left", y: 1.02, yanchor: "bottom" },
    hovermode: "closest",
    hoverlabel: { align: "left" },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: "rgba(128,128,128,0.5)", activecolor: "rgb(128,128,128)" },
    colorscale: { diverging: divergingScale, sequential: "Cividis" },
    coloraxis: { colorbar: { thickness: 12, outlinewidth: 0 } },
  } satisfies Partial<Layout> as Partial<Layout>,
  data: {
    heatmap: [{ type: "heatmap", autocolorscale: true, colorbar: { thickness: 12, outlinewidth: 0 } }],
  },
} as const;
