import type { Data } from "plotly.js-dist";
import { rounded } from "../../experiments/core/round";
import { penaltyNamed } from "../../experiments/sparsity/run";
import { type Pull, pullNames } from "../../experiments/sparsity/settings";
import { type Figure, figure } from "./figure";
import { pullColours } from "./sparsity";

/**
 * The penalties of one unit, g(p̂), and their slopes g′(p̂): the paper's four, and three interpretations of its
 * printed NLL. The minimum of each is marked.
 *
 * @param p the target
 *
 * @example
 * penaltyCurvesFigure(0.05).caption // → "On this grid KL is smallest at p̂ = 0.05, squared at 0.05, l2 at 0.01, hinge at 0.99, NLL: −A + B at 0.01, NLL: −A − B at 0.99, NLL: −A · B at 0.05; the target is p = 0.05."
 */
export function penaltyCurvesFigure(p: number): Figure {
  const grid = Array.from({ length: 99 }, (_, k) => (k + 1) / 100);
  const step = 1 / 100; // x0 and dx instead of the x of each point keep the notebook small
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
        ...{ x0: step, dx: step, y: grid.map((pHat) => rounded(of(pHat))), line: line(pull) },
      },
      {
        ...{ type: "scatter", mode: "markers", legendgroup: pull, showlegend: false },
        ...{ x: [least], y: [of(least)], marker: { color: pullColours[pull], size: 9 } },
        hovertemplate: `smallest at %{x}<extra>${pullNames[pull]}</extra>`,
      },
      {
        ...{ type: "scatter", mode: "lines", legendgroup: pull, showlegend: false, name: pullNames[pull] },
        ...{
          x0: step,
          dx: step,
          y: grid.map((pHat) => rounded(slope(pHat))),
          line: line(pull),
          xaxis: "x2",
          yaxis: "y2",
        },
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
    caption: `On this grid ${curves.map(({ pull, least }, k) => `${pullNames[pull]} ${k === 0 ? "is smallest at p̂ =" : "at"} ${least}`).join(", ")}; the target is p = ${p}.`,
  });
}
