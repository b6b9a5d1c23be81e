import type { Data, Layout } from "plotly.js-dist";

/** Square images, each as its pixels row by row. */
export type Images = readonly (readonly number[])[];

/** Images side by side as the rows of one picture, a pixel apart. */
function strip(images: Images): number[][] {
  const side = sideOf(images);
  return Array.from({ length: side }, (_, row) =>
    images.flatMap((image, k) => [
      ...(k === 0 ? [] : [Number.NaN]),
      ...image.slice(row * side, (row + 1) * side),
    ]),
  );
}

const sideOf = (images: Images): number => Math.round(Math.sqrt(images[0]?.length ?? 0));

/** One row of images as a Plotly trace; `place` counts the rows from the top, from 0. */
export function imageRow(name: string, place: number, images: Images, visible = true): Data {
  return {
    type: "heatmap",
    name,
    z: strip(images),
    x0: 0,
    dx: 1,
    y0: place * (sideOf(images) + 1),
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
  };
}

/** The axes for rows of images like these, with the name of each row beside it. */
export function imageAxes(names: readonly string[], images: Images): Pick<Layout, "xaxis" | "yaxis"> {
  const side = sideOf(images);
  return {
    xaxis: { visible: false, range: [-1, images.length * (side + 1) - 1] },
    yaxis: {
      range: [names.length * (side + 1) - 1, -1],
      scaleanchor: "x",
      tickvals: names.map((_, place) => place * (side + 1) + (side - 1) / 2),
      ticktext: [...names],
      showgrid: false,
      zeroline: false,
      showline: false,
      ticks: "",
    },
  };
}
