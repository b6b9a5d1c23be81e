import { index, type Matrix, range, subset } from "mathjs";
import { isMatrix, requireNames } from "../../data/arguments";
import type { Digits } from "../../data/digits";
import { type Bundle, Display, jupyterDisplay } from "../base/display";
import {
  type DigitLine,
  type DigitOptions,
  type DigitPixels,
  type DigitScale,
  digitScale,
  digitsHtml,
  imagesOf,
  pngBase64,
  type Rgb,
} from "./digit-images";

/** Rows of images to compare: a d×N matrix for each label. */
export type DigitRows = Readonly<Record<string, Matrix>>;

/**
 * One column of a matrix as a square image: 64×1 as 8×8 pixels.
 *
 * @param x d×1, d a square number
 * @throws if d is not a square number, or if x has more than one column
 *
 * @example
 * const x = column([1, 0, 0, 1]);
 * String(digitImage(x, { caption: "a line" })) // → "██  \n  ██\na line"
 */
export function digitImage(
  x: Matrix,
  options: Omit<DigitOptions, "labels" | "columns"> & { readonly label?: string | number } = {},
): DigitImages {
  const images = imagesOf(x, "x");
  if (images.length !== 1)
    throw new Error(`x has ${images.length} columns, expected 1: use digitImages for a d×N matrix.`);
  const { label, ...rest } = options;
  return new DigitImages({ "": images }, { size: 128, ...rest, labels: label === undefined ? [] : [label] });
}

/**
 * The columns of a d×N matrix as images, or several such matrices as labelled rows to compare.
 *
 * All images have the same scale, so equal colours are equal values. For the weights of the hidden units pass
 * `transpose(W1)`: one image per unit.
 *
 * @param X d×N, or rows by label: `{ original: X, before: …, after: … }`
 * @throws if d is not a square number
 *
 * @example
 * import { matrix } from "mathjs";
 * String(digitImages(matrix([[1, 0], [0, 0], [0, 0], [1, 1]]))) // → "2 images of 2×2 pixels"
 */
export function digitImages(X: Matrix | DigitRows, options: DigitOptions = {}): DigitImages {
  requireNames("options", options, ["labels", "caption", "scale", "columns", "size"]);
  const isRows = typeof X === "object" && X !== null && !isMatrix(X) && !Array.isArray(X);
  const rows = isRows
    ? Object.fromEntries(Object.entries(X).map(([label, M]) => [label, imagesOf(M, label)]))
    : { "": imagesOf(X as Matrix, "X") };
  return new DigitImages(rows, options);
}

export class DigitImages extends Display {
  private readonly scale: DigitScale;

  constructor(
    readonly rows: Readonly<Record<string, readonly DigitPixels[]>>,
    readonly options: DigitOptions = {},
  ) {
    super();
    this.scale = digitScale(
      this.images.flatMap((image) => image.values),
      options.scale,
    );
  }

  override [jupyterDisplay](): Bundle {
    return {
      "text/plain": this.text(),
      "text/html": String(digitsHtml(this.lines(), this.scale, this.options)),
      "image/png": this.png(),
    };
  }

  private get images(): DigitPixels[] {
    return Object.values(this.rows).flat();
  }

  /** The images as rows on the page: one row for each matrix, broken if it is too long. */
  private lines(): DigitLine[] {
    const width = this.options.columns ?? 10;
    return Object.entries(this.rows).flatMap(([label, images]) =>
      Array.from({ length: Math.max(1, Math.ceil(images.length / width)) }, (_, k) => ({
        label: k === 0 ? label : "",
        start: k * width,
        images: images.slice(k * width, (k + 1) * width),
      })),
    );
  }

  private text(): string {
    const [first, ...others] = this.images;
    const { caption, labels = [] } = this.options;
    if (first && others.length === 0)
      return [labels[0], picture(first, this.scale), this.scale.legend, caption].filter(Boolean).join("\n");
    const side = first?.side ?? 0;
    const names = Object.keys(this.rows).filter(Boolean);
    const what = [
      `${this.images.length} images of ${side}×${side} pixels`,
      names.length > 0 ? `rows: ${names.join(", ")}` : "",
      labels.length > 0 ? `labels: ${labels.join(", ")}` : "",
    ];
    return [what.filter(Boolean).join("; "), this.scale.legend, caption].filter(Boolean).join("\n");
  }

  /** All images in one PNG, for front ends that do not show HTML. */
  private png(): string {
    const lines = this.lines();
    const size = this.options.size ?? 64;
    const side = Math.max(1, ...this.images.map((image) => image.side));
    const zoom = Math.max(1, Math.round(size / side));
    const step = side * zoom + gap;
    const across = Math.max(1, ...lines.map((line) => line.images.length));
    return pngBase64(across * step + gap, lines.length * step + gap, (x, y) => {
      const [column, row] = [Math.floor((x - gap) / step), Math.floor((y - gap) / step)];
      const image = lines[row]?.images[column];
      const [i, j] = [Math.floor(((y - gap) % step) / zoom), Math.floor(((x - gap) % step) / zoom)];
      if (!image || x < gap || y < gap || i >= image.side || j >= image.side) return frame;
      return this.scale.colour(image.values[i * image.side + j] ?? 0);
    });
  }
}

const gap = 4;
const frame: Rgb = [200, 200, 200];

/** An image as plain text, two characters a pixel. */
function picture({ side, values }: DigitPixels, { shade }: DigitScale): string {
  const rows = Array.from({ length: side }, (_, i) => values.slice(i * side, (i + 1) * side));
  return rows.map((row) => row.map(shade).join("")).join("\n");
}

const shown = 10;

/** The first images of a set of digits, with the size of the set. */
export function digitsView({ X, labels }: Digits): DigitImages {
  const [d = 0, N = 0] = X.size();
  const count = Math.min(shown, N);
  return digitImages(subset(X, index(range(0, d), range(0, count))), {
    labels: labels.slice(0, count),
    caption: `The first ${count} of ${N.toLocaleString("en")} digits. X is ${d}×${N}: each column is an image.`,
  });
}
