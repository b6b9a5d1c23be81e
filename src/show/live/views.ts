import { type Matrix, matrix, transpose } from "mathjs";
import type { Layout } from "plotly.js-dist";
import { requireNames } from "../../data/arguments";
import { rowsOf } from "../../data/matrix";
import { backend } from "../../engine/choose-backend";
import type { Network } from "../../model/stack";
import { forwardStack } from "../../model/stack-passes";
import { readable } from "../base/number";
import { colours } from "../base/theme";
import { learningCurves, scoresText } from "../figures/curves";
import { type Images, imageAxes, imageRow, referenceLine } from "../figures/traces";
import { type Training, TrainingFigure } from "./training";

/**
 * The learning curves of a training run while it runs: R² on each set of points by step.
 *
 * @param options `lowest` is the lower end of the R² axis, which does not change. Default: −0.5
 *
 * @example
 * String(liveCurves()) // → "Figure: R² during training"
 */
export function liveCurves(options: { readonly lowest?: number } = {}): TrainingFigure {
  requireNames("options", options, ["lowest"]);
  const { lowest = -0.5 } = options;
  const layout = (steps: number): Partial<Layout> => ({
    title: { text: "R² during training" },
    xaxis: { title: { text: "step" }, range: [0, steps] },
    yaxis: { title: { text: "R²" }, range: [lowest, 1.02] },
    showlegend: true,
  });
  return new TrainingFigure({ data: [], layout: layout(1000) }, (training) => ({
    data: learningCurves(training.history),
    layout: { ...layout(training.steps), shapes: training.kept ? [referenceLine(training.kept.step)] : [] },
    caption: curvesCaption(training),
  }));
}

function curvesCaption({ history, steps, kept }: Training): string {
  const last = history.at(-1);
  if (last === undefined) return "";
  if (kept)
    return `Stopped at step ${last.step} of ${steps}; the network of step ${kept.step} is kept: ${scoresText(kept)}.`;
  const where = last.step < steps ? `Step ${last.step} of ${steps}` : `After ${steps} steps`;
  return `${where}: ${scoresText(last)}.`;
}

/** The number of bars in the histogram from 0 to 1. */
const bars = 50;

const centres = Float32Array.from({ length: bars }, (_, k) => (k + 0.5) / bars);

/** The number of values in each bar. */
function histogram(values: readonly number[]): Float32Array {
  const counts = new Float32Array(bars);
  for (const value of values) {
    const bar = Math.min(bars - 1, Math.floor(value * bars));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return counts;
}

/** The distance from p within which a unit counts as near. */
const tolerance = 0.02;

/**
 * A histogram of the average activations p̂ⱼ of the hidden units during a training run, with the target of the
 * sparsity penalty, if there is one.
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
      layout: { ...layout, shapes: p === undefined ? [] : [referenceLine(p)] },
      caption: `After step ${history.at(-1)?.step ?? 0}: p̂ from ${readable(Math.min(...pHat), 2)} to ${readable(Math.max(...pHat), 2)}.${where}`,
    };
  });
}

/** p̂ of the last hidden layer, computed by the engine because it is needed many times a second. */
function averageActivations(net: Network, x: Matrix): number[] {
  const learner = backend().learner(net, {});
  try {
    const pHat = learner.averageActivation(learner.load(x));
    return (pHat.toArray() as number[][]).map(([value = 0]) => value);
  } finally {
    learner.free();
  }
}

const firstColumns = (M: Matrix, count: number): Matrix =>
  matrix(rowsOf(M).map((row) => row.slice(0, count)) as number[][]);

/** Each column as an image. */
const imagesOf = (M: Matrix): Images => rowsOf(transpose(M)) as Images;

const names = ["input", "target", "output"] as const;

/**
 * Test images during a training run: the inputs, the targets, and the network's current outputs.
 *
 * @param options `count` is the number of images. Default: 8
 *
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
      data: names.map((name, row) => imageRow(name, row, rows[row] ?? [])),
      layout: { ...layout, ...imageAxes(names, rows[0] ?? []) },
      caption: `${count} images that the network was not trained on, after step ${(kept ?? history.at(-1))?.step ?? 0}.`,
    };
  });
}
