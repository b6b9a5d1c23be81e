import { type Matrix, matrix, transpose } from "mathjs";
import type { Data, Layout } from "plotly.js-dist";
import { requireNames } from "../../data/arguments";
import { rowsOf } from "../../data/matrix";
import { backend } from "../../engine/backends";
import type { Network } from "../../model/stack";
import { forwardStack } from "../../model/stack-passes";
import type { FitRecord } from "../../training/fit-result";
import { readable } from "../base/number";
import { colours } from "../base/theme";
import { type Images, imageAxes, imageRow, verticalMark } from "../figures/traces";
import { type Training, TrainingFigure } from "./training";

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

/** Bars of the histogram from 0 to 1. */
const bars = 50;

/** How many values lie in each of the bars. */
function histogram(values: readonly number[]): Float32Array {
  const counts = new Float32Array(bars);
  for (const value of values) {
    const bar = Math.min(bars - 1, Math.floor(value * bars));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return counts;
}

const centres = Float32Array.from({ length: bars }, (_, k) => (k + 0.5) / bars);

/** A unit counts as near p within this. */
const tolerance = 0.02;

/**
 * The average activations p̂ⱼ of the hidden units while the network trains: how many units have which, and
 * where the sparsity penalty, if there is one, wants them.
 *
 * @example
 * String(liveActivations()) // → "Figure: Average activations of the hidden units"
 */
export function liveActivations(): TrainingFigure {
  const layout: Partial<Layout> = {
    title: { text: "Average activations of the hidden units" },
    xaxis: { title: { text: "p̂, the average activation of a unit" }, range: [0, 1] },
    yaxis: { title: { text: "units" } },
    bargap: 0,
    showlegend: false,
  };
  return new TrainingFigure({ data: [], layout }, ({ net, data, history, sparsity }) => {
    const pHat = averageActivations(net, data.x);
    const p = sparsity?.p;
    const near = pHat.filter((value) => Math.abs(value - (p ?? 0)) <= tolerance).length;
    const where =
      p === undefined ? "" : ` ${near} of ${pHat.length} units are within ±${tolerance} of p = ${p}.`;
    return {
      data: [{ type: "bar", x: centres, y: histogram(pHat), marker: { color: colours.hidden } }],
      layout: { ...layout, shapes: p === undefined ? [] : [verticalMark(p)] },
      caption: `After step ${history.at(-1)?.step ?? 0}: p̂ from ${readable(Math.min(...pHat), 2)} to ${readable(Math.max(...pHat), 2)}.${where}`,
    };
  });
}

/** p̂ of the last hidden layer, by the engine: it is asked for many times a second. */
function averageActivations(net: Network, x: Matrix): number[] {
  const learner = backend().learner(net, {});
  try {
    const pHat = learner.averageActivation(learner.load(x));
    return (pHat.toArray() as number[][]).map(([value = 0]) => value);
  } finally {
    learner.free();
  }
}

/** The first columns of a matrix. */
const firstColumns = (M: Matrix, count: number): Matrix =>
  matrix(rowsOf(M).map((row) => row.slice(0, count)) as number[][]);

/** Each column as an image. */
const imagesOf = (M: Matrix): Images => rowsOf(transpose(M)) as Images;

const names = ["input", "target", "output"] as const;

/**
 * Test images as they come in, as they should be, and as the network reconstructs them so far, while it
 * trains.
 *
 * @param options how many images, 8 unless told otherwise
 * @example
 * String(liveReconstructions()) // → "Figure: Test images reconstructed"
 */
export function liveReconstructions(options: { readonly count?: number } = {}): TrainingFigure {
  requireNames("options", options, ["count"]);
  const { count = 8 } = options;
  const layout = { title: { text: "Test images reconstructed" }, height: 300, showlegend: false };
  return new TrainingFigure({ data: [], layout }, ({ net, data, history, kept }) => {
    const { x, y = x } = data.test ?? data;
    const input = firstColumns(x, count);
    const output = forwardStack(net, input).a.at(-1) as Matrix;
    const rows = [input, firstColumns(y, count), output].map(imagesOf);
    return {
      data: names.map((name, place) => imageRow(name, place, rows[place] ?? [])),
      layout: { ...layout, ...imageAxes(names, rows[0] ?? []) },
      caption: `${count} images that the network has not learned from, after step ${(kept ?? history.at(-1))?.step ?? 0}.`,
    };
  });
}
