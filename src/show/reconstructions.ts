import { requireResults } from "../experiments/core/experiment";
import type { Condition, HiddenSizeResults, HiddenSizeRow } from "../experiments/hidden-size/settings";
import { type Figure, figure } from "./figure";
import { imageAxes, imageRow } from "./image-rows";
import { readable } from "./number";

/**
 * The same test images, as they came in, as they should be, and as networks of each width reconstruct
 * them: a slider goes through the widths.
 *
 * @param results of `hiddenSize(…)` or `recorded("hidden-size")`
 * @param condition which of its tasks, "noisy" unless told otherwise
 * @throws if the results have no images for that task.
 *
 * @example
 * const results = await hiddenSize({ seeds: [1], widths: [2, 4], steps: 4, N: 20 }, { progress: false });
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
    alt: `Three rows of ${first.images.input.length} digits: the noisy input, the clean target, and the output of a network with m = ${rows.map(({ m }) => m).join(", ")} hidden units, by a slider.`,
  });
}
