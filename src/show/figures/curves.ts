import type { Data } from "plotly.js-dist";
import type { ErrorCurve } from "../../calculus/error-curve";
import type { Fit, FitRecord } from "../../training/fit-result";
import { readable } from "../base/number";
import { colours } from "../base/theme";
import { type Figure, figure } from "./figure";

const sets = ["train", "validation", "test"] as const;

/** The name of a set of points in a figure. */
const setName = (set: (typeof sets)[number]): string => (set === "train" ? "training" : set);

/** A learning curve for each set of points in a history: R² by step. */
export const learningCurves = (history: readonly FitRecord[]): Data[] =>
  sets.flatMap((set): Data[] => {
    const records = history.filter((record) => record[set]);
    if (records.length === 0) return [];
    return [
      {
        type: "scatter",
        mode: "lines",
        name: setName(set),
        x: Float64Array.from(records, ({ step }) => step),
        y: Float64Array.from(records, (record) => record[set]?.r2 ?? Number.NaN),
        line: { color: colours[set] },
      },
    ];
  });

/** The scores of a network in words: `training R² 0.9, test R² 0.8`. */
export const scoresText = (record: FitRecord): string =>
  sets
    .flatMap((set) => {
      const score = record[set];
      return score ? [`${setName(set)} R² ${readable(score.r2)}`] : [];
    })
    .join(", ");

/** The learning curves of a training run. */
export function fitFigure({ history, best, stopped, steps, final, made }: Fit): Figure {
  const end =
    stopped === "early"
      ? `Stopped early after ${steps} steps; the network of step ${final.step} is kept`
      : `After ${steps} steps`;
  return figure({
    data: [
      ...learningCurves(history),
      ...(best
        ? [
            {
              type: "scatter",
              mode: "markers",
              name: stopped === "early" ? "kept" : "best",
              x: [best.step],
              y: [(best.validation ?? best.train).r2],
              marker: { color: colours.mark, size: 10, symbol: "diamond" },
            } satisfies Data,
          ]
        : []),
    ],
    layout: {
      title: { text: "R² during training" },
      xaxis: { title: { text: "step" } },
      yaxis: { title: { text: "R²" } },
    },
    caption: `${end}: ${scoresText(final)} (computed by ${made.backend}).`,
  });
}

/** The error of a numerical derivative by its step, on two logarithmic axes. */
export function errorCurveFigure({ steps, errors, best }: ErrorCurve): Figure {
  return figure({
    data: [
      {
        type: "scatter",
        mode: "lines+markers",
        name: "error",
        x: steps.slice(),
        y: errors.map((error) => error || Number.NaN), // a logarithmic axis has no 0
      },
    ],
    layout: {
      title: { text: "Error of a numerical derivative by its step" },
      xaxis: { type: "log", title: { text: "step h" } },
      yaxis: { type: "log", title: { text: "relative error" } },
      showlegend: false,
    },
    caption: `The error is smallest, ${readable(best.error, 2)}, at h = ${readable(best.step, 2)}. Larger steps have a larger truncation error, smaller steps a larger rounding error.`,
  });
}
