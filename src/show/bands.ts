import type { Data } from "plotly.js-dist";
import { spread } from "../experiments/core/claims";

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
