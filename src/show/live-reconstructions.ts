import { type Matrix, matrix, transpose } from "mathjs";
import { requireNames } from "../data/arguments";
import { rowsOf } from "../data/matrix";
import { forwardStack } from "../model/stack-passes";
import { type Images, imageAxes, imageRow } from "./image-rows";
import { TrainingFigure } from "./live-training";

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
