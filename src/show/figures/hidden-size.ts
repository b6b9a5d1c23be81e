import type { Data } from "plotly.js-dist";
import { requireNames } from "../../data/arguments";
import { spread } from "../../data/statistics";
import { requireResults } from "../../experiments/core/experiment";
import type { Condition, HiddenSizeResults, HiddenSizeRow } from "../../experiments/hidden-size/settings";
import { readable } from "../base/number";
import { colours } from "../base/theme";
import { effectText } from "../values/claims";
import { type Figure, figure } from "./figure";
import { errorBand, imageAxes, imageRow, type Sample } from "./traces";

/** The rows of one task. */
function taskRows(results: HiddenSizeResults, condition: Condition): readonly HiddenSizeRow[] {
  requireResults(results, "hidden-size");
  const { rows } = results;
  const own = rows.filter((row) => row.condition === condition);
  if (own.length > 0) return own;
  const known = [...new Set(rows.map((row) => row.condition))].join(", ");
  throw new Error(`The results have no rows for "${condition}": they have ${known}.`);
}

const widthsOf = (rows: readonly HiddenSizeRow[]): number[] =>
  [...new Set(rows.map(({ m }) => m))].sort((a, b) => a - b);

/** `160 = 10d` for m = 10d. */
const named = (m: number, d: number | undefined): string => (m === 10 * (d ?? 0) ? `${m} = 10d` : String(m));

/**
 * Training and test R² against m, and the test R² with early stopping, in bands of one standard deviation over the
 * seeds. The best m is marked.
 *
 * @param results of `hiddenSize(…)` or `recorded("hidden-size")`
 * @param condition one of its tasks. Default: "noisy"
 * @throws if the results do not have that task
 *
 * @example
 * const results = await hiddenSize({ seeds: [1], widths: [2, 4], steps: 4, N: 20 });
 * hiddenSizeFigure(results).title // → "Training and test R² against the number of hidden units (noisy)"
 */
export function hiddenSizeFigure(results: HiddenSizeResults, condition: Condition = "noisy"): Figure {
  const rows = taskRows(results, condition);
  const widths = widthsOf(rows);
  const d = rows[0]?.d;
  const samples = (of: (row: HiddenSizeRow) => number): Sample[] =>
    widths.map((m) => ({ x: m, values: rows.filter((row) => row.m === m).map(of) }));
  const [train, test, early] = [
    samples(({ trainR2 }) => trainR2),
    samples(({ testR2 }) => testR2),
    samples(({ early }) => early.testR2),
  ];
  const mean = (sample: Sample | undefined) => spread(sample?.values ?? []).mean ?? Number.NaN;
  const best = test.reduce((high, sample) => (mean(sample) > mean(high) ? sample : high), test[0] as Sample);
  const [widest, widestTrain, widestEarly] = [test.at(-1), train.at(-1), early.at(-1)] as [
    Sample,
    Sample,
    Sample,
  ];
  const seeds = results.configuration.seeds.length;
  const text = (sample: Sample) => effectText(spread(sample.values));
  return figure({
    data: [
      ...errorBand("training", colours.train, train),
      ...errorBand("test", colours.test, test),
      ...errorBand("stopped early, on test", colours.validation, early),
      {
        type: "scatter",
        mode: "markers",
        name: "best on test",
        x: [best.x],
        y: [mean(best)],
        marker: { color: colours.mark, size: 14, symbol: "circle-open", line: { width: 3 } },
        hoverinfo: "skip",
      },
    ],
    layout: {
      title: { text: `Training and test R² against the number of hidden units (${condition})` },
      xaxis: {
        type: "log",
        title: { text: "hidden units m" },
        tickvals: widths,
        ticktext: widths.map(String),
      },
      yaxis: { title: { text: "R²" } },
    },
    caption: `Over ${seeds} ${seeds === 1 ? "seed" : "seeds"}, test R² is highest at m = ${named(best.x, d)}: ${text(best)}. At m = ${named(widest.x, d)} it is ${text(widest)}, with a training R² of ${text(widestTrain)}; stopped early, ${text(widestEarly)}.`,
    alt: `Curves of R² against m on a logarithmic axis: training ${train.map((sample) => `${readable(mean(sample), 2)} at ${sample.x}`).join(", ")}; test ${test.map((sample) => `${readable(mean(sample), 2)} at ${sample.x}`).join(", ")}.`,
  });
}

/**
 * The learning curves of one width, for the first seed. The step with the lowest validation loss is marked.
 *
 * @param options the number of hidden units `m` and the `condition`. Default: the largest m, "noisy"
 * @throws if the results do not have that task or that width
 *
 * @example
 * const results = await hiddenSize({ seeds: [1], widths: [2, 4], steps: 4, N: 20 });
 * learningCurvesFigure(results).title // → "R² during training, m = 4 (noisy)"
 */
export function learningCurvesFigure(
  results: HiddenSizeResults,
  options: { readonly m?: number; readonly condition?: Condition } = {},
): Figure {
  requireNames("options", options, ["m", "condition"]);
  const { m, condition = "noisy" } = options;
  const rows = taskRows(results, condition);
  const wanted = m ?? Math.max(...widthsOf(rows));
  const row = rows.find((row) => row.m === wanted);
  if (!row) throw new Error(`The results have no m = ${wanted}: they have ${widthsOf(rows).join(", ")}.`);
  const { curve, early, testR2, trainR2, seed } = row;
  // A logarithmic axis has no 0.
  const from = curve.steps.findIndex((step) => step > 0);
  const line = (name: string, color: string, values: readonly number[]): Data => ({
    type: "scatter",
    mode: "lines",
    name,
    x: curve.steps.slice(from),
    y: values.slice(from),
    line: { color },
  });
  return figure({
    data: [
      line("training", colours.train, curve.train),
      line("validation", colours.validation, curve.validation),
      line("test", colours.test, curve.test),
      {
        type: "scatter",
        mode: "markers",
        name: "early stop",
        x: [early.step],
        y: [early.testR2],
        marker: { color: colours.mark, size: 12, symbol: "diamond" },
      },
    ],
    layout: {
      title: { text: `R² during training, m = ${wanted} (${condition})` },
      xaxis: { type: "log", title: { text: "step" } },
      yaxis: { title: { text: "R²" }, range: [Math.max(-1.5, Math.min(-0.2, testR2 - 0.1)), 1] },
    },
    caption: `Seed ${seed}: the validation loss is lowest at step ${early.step}, with a test R² of ${readable(early.testR2, 2)} and a training R² of ${readable(early.trainR2, 2)}. At the end they are ${readable(testR2, 2)} and ${readable(trainR2, 2)}.`,
  });
}

/**
 * Test images: the inputs, the targets, and the reconstructions of networks of each width, chosen by a slider.
 *
 * @param results of `hiddenSize(…)` or `recorded("hidden-size")`
 * @param condition one of its tasks. Default: "noisy"
 * @throws if the results have no images for that task
 *
 * @example
 * const results = await hiddenSize({ seeds: [1], widths: [2, 4], steps: 4, N: 20 });
 * reconstructionsFigure(results).layout.sliders?.[0]?.steps?.map(({ label }) => label) // → ["2", "4"]
 */
export function reconstructionsFigure(results: HiddenSizeResults, condition: Condition = "noisy"): Figure {
  requireResults(results, "hidden-size");
  const rows = results.rows
    .filter((row) => row.condition === condition && row.images)
    .sort((a, b) => a.m - b.m) as (HiddenSizeRow & Required<Pick<HiddenSizeRow, "images">>)[];
  const [first] = rows;
  if (!first) throw new Error(`The results have no images for "${condition}".`);
  const shown = rows.length - 1;
  const steps = rows.map(({ m }, active) => ({
    label: String(m),
    method: "restyle" as const,
    args: [{ visible: [true, true, ...rows.map((_, k) => k === active)] }],
  }));
  const last = rows[shown] as HiddenSizeRow;
  const best = rows.reduce((high, row) => (row.testR2 > high.testR2 ? row : high), first);
  return figure({
    data: [
      imageRow("input", 0, first.images.input),
      imageRow("target", 1, first.images.target),
      ...rows.map((row, k) => imageRow(`m = ${row.m}`, 2, row.images.output, k === shown)),
    ],
    layout: {
      title: { text: `Test images reconstructed with m hidden units (${condition})` },
      ...imageAxes(["input", "target", "output"], first.images.input),
      sliders: [{ active: shown, steps, currentvalue: { prefix: "m = " }, pad: { t: 8 } }],
      showlegend: false,
    },
    caption: `Seed ${first.seed}. Over all test images R² is ${readable(best.testR2, 2)} at m = ${best.m}, the best here, and ${readable(last.testR2, 2)} at m = ${last.m}.`,
    alt: `Three rows of ${first.images.input.length} digits: the noisy input, the clean target, and the output of a network with m = ${rows.map(({ m }) => m).join(", ")} hidden units, chosen by a slider.`,
  });
}
