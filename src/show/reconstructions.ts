import type { Data } from "plotly.js-dist";
import type { Condition, HiddenSizeResults, HiddenSizeRow } from "../experiments/hidden-size-settings";
import { type Figure, figure } from "./figure";
import { readable } from "./number";

type Images = readonly (readonly number[])[];

/** Images side by side as the rows of one picture, a pixel apart. */
function strip(images: Images): number[][] {
  const side = Math.round(Math.sqrt(images[0]?.length ?? 0));
  return Array.from({ length: side }, (_, row) =>
    images.flatMap((image, k) => [
      ...(k === 0 ? [] : [Number.NaN]),
      ...image.slice(row * side, (row + 1) * side),
    ]),
  );
}

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
  const rows = results.rows
    .filter((row) => row.condition === condition && row.images)
    .sort((a, b) => a.m - b.m) as (HiddenSizeRow & Required<Pick<HiddenSizeRow, "images">>)[];
  const [first] = rows;
  if (!first) throw new Error(`The results have no images for "${condition}".`);
  const side = Math.round(Math.sqrt(first.d));
  const picture = (name: string, top: number, images: Images, visible = true): Data => ({
    type: "heatmap",
    name,
    z: strip(images),
    x0: 0,
    dx: 1,
    y0: top,
    dy: 1,
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, "white"],
      [1, "black"],
    ],
    autocolorscale: false,
    showscale: false,
    hoverongaps: false,
    visible,
  });
  const shown = rows.length - 1;
  const tops = [0, side + 1, 2 * (side + 1)] as const;
  const width = first.images.input.length * (side + 1) - 1;
  const steps = rows.map(({ m }, active) => ({
    label: String(m),
    method: "restyle" as const,
    args: [{ visible: [true, true, ...rows.map((_, k) => k === active)] }],
  }));
  const last = rows[shown] as HiddenSizeRow;
  const best = rows.reduce((high, row) => (row.testR2 > high.testR2 ? row : high), first);
  return figure({
    data: [
      picture("input", tops[0], first.images.input),
      picture("target", tops[1], first.images.target),
      ...rows.map((row, k) => picture(`m = ${row.m}`, tops[2], row.images.output, k === shown)),
    ],
    layout: {
      title: { text: `Test images reconstructed with m hidden units (${condition})` },
      xaxis: { visible: false, range: [-1, width] },
      yaxis: {
        range: [3 * (side + 1) - 1, -1],
        scaleanchor: "x",
        tickvals: tops.map((top) => top + (side - 1) / 2),
        ticktext: ["input", "target", "output"],
        showgrid: false,
        zeroline: false,
        showline: false,
        ticks: "",
      },
      sliders: [{ active: shown, steps, currentvalue: { prefix: "m = " }, pad: { t: 8 } }],
      showlegend: false,
    },
    caption: `Seed ${first.seed}. Over all test images R² is ${readable(best.testR2, 2)} at m = ${best.m}, the best here, and ${readable(last.testR2, 2)} at m = ${last.m}.`,
    alt: `Three rows of ${first.images.input.length} digits: the noisy input, the clean target, and the output of a network with m = ${rows.map(({ m }) => m).join(", ")} hidden units, by a slider.`,
  });
}
