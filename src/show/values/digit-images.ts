import { encode } from "fast-png";
import type { Matrix } from "mathjs";
import { isMatrix, refuse } from "../../data/arguments";
import { type Html, html, htmlLines } from "../base/html";
import { numberHtml, numberText } from "../base/number";
import { diverging } from "../base/theme";

/** How images are shown. */
export interface DigitOptions {
  /** A label for each image. */
  readonly labels?: readonly (string | number)[];
  /** What the images show. It is written below them. */
  readonly caption?: string;
  /** "ink" for values in [0, 1], "signed" for weights and gradients. Default: by the values */
  readonly scale?: "ink" | "signed";
  /** Images in a row. Default: 10 */
  readonly columns?: number;
  /** The side of an image on the screen, in pixels. Default: 64, or 128 for a single image */
  readonly size?: number;
}

/** A square image: its values, row by row from the top. */
export interface DigitPixels {
  readonly side: number;
  readonly values: readonly number[];
}

/** A row of images on the page, with its label and the index of its first image. */
export interface DigitLine {
  readonly label: string;
  readonly start: number;
  readonly images: readonly DigitPixels[];
}

/**
 * The columns of a matrix as square images.
 *
 * @throws if the number of rows is not a square number
 */
export function imagesOf(X: Matrix, name: string): DigitPixels[] {
  if (!isMatrix(X)) refuse(name, X, "a mathjs matrix with an image in each column");
  const [d = 0, count = 1] = X.size();
  const side = Math.round(Math.sqrt(d));
  if (side * side !== d || d === 0)
    throw new Error(
      `${name} has ${d} rows, expected a square number such as 64 (8×8 pixels): one image is one column.`,
    );
  const entry = (i: number, j: number): unknown => X.get(X.size().length === 1 ? [i] : [i, j]);
  return Array.from({ length: count }, (_, j) => ({
    side,
    values: Array.from({ length: d }, (_, i) => Number(entry(i, j))),
  }));
}

export type Rgb = readonly [red: number, green: number, blue: number];

/** How a pixel's value becomes a colour and, in plain text, a pair of characters. */
export interface DigitScale {
  readonly kind: "ink" | "signed";
  readonly colour: (value: number) => Rgb;
  readonly shade: (value: number) => string;
  /** What the colours mean, as a sentence. */
  readonly legend: string;
  /** The value of the strongest colour. */
  readonly largest: number;
}

/**
 * Black for 1 on white for 0 if all values are in [0, 1]; otherwise blue for negative, white for 0 and red for
 * positive values, scaled to the largest.
 *
 * With `kind` "ink", values outside [0, 1] are clipped, and the legend gives their number.
 */
export function digitScale(values: readonly number[], kind?: "ink" | "signed"): DigitScale {
  const outside = values.filter((value) => !(value >= 0 && value <= 1)).length;
  return (kind ?? (outside === 0 ? "ink" : "signed")) === "ink" ? inkScale(outside) : signedScale(values);
}

function inkScale(outside: number): DigitScale {
  const clipped = outside === 1 ? "1 value outside is" : `${outside} values outside are`;
  return {
    kind: "ink",
    colour: grey,
    shade: (value) => " ░▒▓█".charAt(Math.round(4 * clamp(value, 0, 1))).repeat(2),
    legend: outside === 0 ? "" : `White is 0, black is 1; ${clipped} clipped.`,
    largest: 1,
  };
}

function signedScale(values: readonly number[]): DigitScale {
  const sizes = values.filter(Number.isFinite).map(Math.abs);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0) || 1;
  const bound = numberText(largest, 2);
  return {
    kind: "signed",
    colour: (value) => signed(value / largest),
    shade: (value) => ["--", "- ", "  ", "+ ", "++"][Math.round((2 * value) / largest) + 2] ?? "??",
    legend: `Blue is negative (to -${bound}), white 0, red positive (to ${bound}).`,
    largest,
  };
}

/** From 0 (white) to 1 (black). Values outside are clipped. */
export function grey(value: number): Rgb {
  const level = Math.round(255 * (1 - clamp(value, 0, 1)));
  return [level, level, level];
}

/** From −1 (blue) over 0 (near white) to 1 (red). NaN is grey. */
export function signed(value: number): Rgb {
  if (Number.isNaN(value)) return [128, 128, 128];
  const place = ((clamp(value, -1, 1) + 1) / 2) * (diverging.length - 1);
  const below = Math.min(Math.floor(place), diverging.length - 2);
  const [from, to] = diverging.slice(below, below + 2) as [Rgb, Rgb];
  const mix = (a: number, b: number) => Math.round(a + (b - a) * (place - below));
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(Number.isNaN(value) ? least : value, least), most);

/** A PNG file, base64, with the given colour for each pixel. */
export function pngBase64(width: number, height: number, colour: (x: number, y: number) => Rgb): string {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 3);
  return Buffer.from(encode({ width, height, data, channels: 3, depth: 8 })).toString("base64");
}

const cell = "text-align:center;padding:3px;border:none;vertical-align:middle";

/** Rows of images as an HTML table, which keeps its form without styles and shrinks with the page. */
export function digitsHtml(lines: readonly DigitLine[], scale: DigitScale, options: DigitOptions): Html {
  const { labels = [], caption, size = 64 } = options;
  const across = Math.max(1, ...lines.map((line) => line.images.length));
  const hasRowLabels = lines.some((line) => line.label !== "");
  const rows = lines.map((line) => {
    const cells = line.images.map((image, k) => {
      const label = String(labels[line.start + k] ?? "");
      const alt = [line.label, label].filter(Boolean).join(" ") || `image ${line.start + k + 1}`;
      const below = label && !hasRowLabels && html`<br>${label}`;
      return html`<td style="${cell}">${imageHtml(image, scale, size, alt)}${below}</td>`;
    });
    const head = hasRowLabels && html`<th scope="row" style="${cell};text-align:right">${line.label}</th>`;
    return html`<tr style="background:none">${head}${cells}</tr>`;
  });
  const heads = labels.slice(0, across).map((label) => html`<th scope="col" style="${cell}">${label}</th>`);
  const width = across * (size + 8) + (hasRowLabels ? 90 : 0);
  return htmlLines(
    html`<figure style="margin:0">`,
    html`<table style="table-layout:fixed;border:none;width:100%;max-width:${width}px;margin:0">`,
    hasRowLabels && html`<colgroup><col style="width:84px"></colgroup>`,
    hasRowLabels && heads.length > 0 && html`<tr><td></td>${heads}</tr>`,
    html`${htmlLines(...rows)}`,
    html`</table>`,
    scale.kind === "signed" ? legendHtml(scale) : scale.legend && html`<div>${scale.legend}</div>`,
    caption === undefined ? undefined : html`<figcaption>${caption}</figcaption>`,
    html`</figure>`,
  );
}

function imageHtml({ side, values }: DigitPixels, scale: DigitScale, size: number, alt: string): Html {
  const zoom = Math.max(1, Math.round(size / side));
  const png = pngBase64(side * zoom, side * zoom, (x, y) =>
    scale.colour(values[Math.floor(y / zoom) * side + Math.floor(x / zoom)] ?? 0),
  );
  return html`<img src="data:image/png;base64,${png}" width="${size}" alt="${side}×${side} pixels: ${alt}" style="width:100%;max-width:${size}px;height:auto;image-rendering:pixelated;outline:1px solid #8886">`;
}

/** A bar of the colours, with the ends of the range beside it. */
function legendHtml(scale: DigitScale): Html {
  const bar = pngBase64(121, 10, (x) => scale.colour(((x - 60) / 60) * scale.largest));
  const bound = numberText(scale.largest, 2);
  return html`<div>${numberHtml(`-${bound}`)} <img src="data:image/png;base64,${bar}" width="121" height="10" alt="blue to white (0) to red"> ${numberHtml(bound)}</div>`;
}
