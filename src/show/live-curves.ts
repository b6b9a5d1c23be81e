import type { Data, Layout } from "plotly.js-dist";
import { requireNames } from "../data/arguments";
import type { FitRecord } from "../training/fit-result";
import { type Training, TrainingFigure } from "./live-training";
import { verticalMark } from "./mark";
import { readable } from "./number";
import { colours } from "./theme";

const sets = ["train", "validation", "test"] as const;
const nameOf = (set: (typeof sets)[number]): string => (set === "train" ? "training" : set);

function curve(history: readonly FitRecord[], set: (typeof sets)[number]): Data[] {
  const records = history.filter((record) => record[set]);
  if (records.length === 0) return [];
  return [
    {
      type: "scatter",
      mode: "lines",
      name: nameOf(set),
      x: Float32Array.from(records, ({ step }) => step),
      y: Float32Array.from(records, (record) => record[set]?.r2 ?? Number.NaN),
      line: { color: colours[set] },
    },
  ];
}

function caption({ history, steps, kept }: Training): string {
  const last = history.at(-1);
  if (last === undefined) return "";
  const scores = sets.flatMap((set) => {
    const score = (kept ?? last)[set];
    return score ? [`${nameOf(set)} R² ${readable(score.r2)}`] : [];
  });
  const where = last.step < steps ? `Step ${last.step} of ${steps}` : `After ${steps} steps`;
  const what = kept
    ? `Stopped at step ${last.step} of ${steps}; the network of step ${kept.step} is kept`
    : where;
  return `${what}: ${scores.join(", ")}.`;
}

/**
 * The learning curves of a training, drawn while it goes on: R² on each set of points against the step.
 *
 * @param options the lower end of the R² axis, which stands still; −0.5 unless told otherwise
 * @example
 * String(liveCurves()) // → "Figure: R² along the training"
 */
export function liveCurves(options: { readonly lowest?: number } = {}): TrainingFigure {
  requireNames("options", options, ["lowest"]);
  const { lowest = -0.5 } = options;
  const layout = (steps: number): Partial<Layout> => ({
    title: { text: "R² along the training" },
    xaxis: { title: { text: "step" }, range: [0, steps] },
    yaxis: { title: { text: "R²" }, range: [lowest, 1.02] },
    showlegend: true,
  });
  return new TrainingFigure({ data: [], layout: layout(1000) }, (training) => ({
    data: sets.flatMap((set) => curve(training.history, set)),
    layout: { ...layout(training.steps), shapes: training.kept ? [verticalMark(training.kept.step)] : [] },
    caption: caption(training),
  }));
}
