import type { Data } from "plotly.js-dist";
import type { Fit, FitRecord, Score } from "../../training/fit-result";
import { readable } from "../base/number";
import { colours } from "../base/theme";
import { type Figure, figure } from "./figure";

/** A training as its learning curves. */
export function fitFigure({ history, best, stopped, steps, final, made }: Fit): Figure {
  const curve = (name: "train" | "validation" | "test"): Data[] => {
    const scores = history.flatMap((record) => {
      const score: Score | undefined = record[name];
      return score ? [{ step: record.step, r2: score.r2 }] : [];
    });
    if (scores.length === 0) return [];
    return [
      {
        type: "scatter",
        mode: "lines",
        name: name === "train" ? "training" : name,
        x: scores.map(({ step }) => step),
        y: scores.map(({ r2 }) => r2),
        line: { color: colours[name] },
      },
    ];
  };
  const mark = (record: FitRecord): Data => ({
    type: "scatter",
    mode: "markers",
    name: stopped === "early" ? "kept" : "best",
    x: [record.step],
    y: [(record.validation ?? record.train).r2],
    marker: { color: colours.mark, size: 10, symbol: "diamond" },
  });
  const scores = (["train", "validation", "test"] as const).flatMap((name) => {
    const score = final[name];
    return score ? [`${name === "train" ? "training" : name} R² ${readable(score.r2)}`] : [];
  });
  const end =
    stopped === "early"
      ? `Stopped early after ${steps} steps; kept from step ${final.step}`
      : `After ${steps} steps`;
  return figure({
    data: [...curve("train"), ...curve("validation"), ...curve("test"), ...(best ? [mark(best)] : [])],
    layout: {
      title: { text: "R² along the training" },
      xaxis: { title: { text: "step" } },
      yaxis: { title: { text: "R²" } },
    },
    caption: `${end}: ${scores.join(", ")} (computed by ${made.backend}).`,
  });
}
