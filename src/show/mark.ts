import type { Shape } from "plotly.js-dist";
import { colours } from "./theme";

/** A dashed line from the bottom to the top of a plot, at a place of its x axis that matters. */
export const verticalMark = (x: number): Partial<Shape> => ({
  ...{ type: "line", x0: x, x1: x, yref: "paper", y0: 0, y1: 1 },
  line: { color: colours.mark, width: 1.5, dash: "dash" },
});
