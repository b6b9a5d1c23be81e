import type { Layout } from "plotly.js-dist";
import { requireCount } from "../../data/arguments";

/**
 * Colours that people with any kind of colour vision can tell apart. On white and on a dark page (#111111) they
 * have a contrast of at least 3 : 1, as WCAG 2.2 requires for graphics. A search over their hues maximised the
 * smallest difference in four kinds of colour vision.
 *
 * @example
 * palette.blue // → "#0A68F0"
 */
export const palette = {
  blue: "#0A68F0",
  orange: "#B6840F",
  green: "#779970",
  vermillion: "#C34A35",
  purple: "#A265CB",
  teal: "#2A9FAA",
} as const;

/**
 * The colours of recurring things, the same in every figure. Things that are compared in one figure have different
 * colours; others may share one.
 *
 * @example
 * colours.train // → palette.blue
 */
export const colours = {
  train: palette.blue,
  test: palette.orange,
  validation: palette.teal,
  /** A single point or level: a best step, a target, a stop. */
  mark: palette.vermillion,

  analytic: palette.blue,
  numeric: palette.orange,
  oneSided: palette.purple,
  complexStep: palette.green,

  hinge: palette.green,
  kl: palette.blue,
  squared: palette.orange,
  l2: palette.purple,

  /** Two layers of one network. */
  hidden: palette.purple,
  output: palette.teal,
} as const;

/**
 * Colours for an ordered quantity such as depth or step: from blue to orange, increasingly light, so the order is
 * visible without colour vision, too.
 *
 * @param count the number of colours
 * @example
 * ordered(2) // → [palette.blue, palette.orange]
 * ordered(5).length // → 5
 */
export function ordered(count: number): string[] {
  requireCount("count", count);
  return Array.from({ length: count }, (_, i) => mixed(count === 1 ? 0 : i / (count - 1)));
}

/** A mixture of blue and orange, averaged in linear light. */
function mixed(part: number): string {
  const channel = (colour: string, k: number) => Number.parseInt(colour.slice(1 + 2 * k, 3 + 2 * k), 16);
  const light = (k: number) =>
    Math.sqrt((1 - part) * channel(palette.blue, k) ** 2 + part * channel(palette.orange, k) ** 2);
  const digits = (k: number) => Math.round(light(k)).toString(16).padStart(2, "0").toUpperCase();
  return `#${[0, 1, 2].map(digits).join("")}`;
}

/** From negative (blue) over 0 (near white) to positive (red). Source: ColorBrewer's RdBu, safe for colour-blind readers. */
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

/** Grey that is legible on white and on black, for front ends whose theme is unknown. */
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

/** The default look of all figures: a Plotly template. */
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
