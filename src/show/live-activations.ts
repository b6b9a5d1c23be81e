import type { Matrix } from "mathjs";
import type { Layout } from "plotly.js-dist";
import { backend } from "../engine/backends";
import type { Network } from "../model/stack";
import { TrainingFigure } from "./live-training";
import { verticalMark } from "./mark";
import { readable } from "./number";
import { colours } from "./theme";

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
