import { encode } from "fast-png";
import type { Matrix } from "mathjs";
import { isMatrix } from "../../data/arguments";
import { htmlAttribute, htmlText } from "../base/escape";
import { numberHtml, numberText } from "../base/number";
import { diverging } from "../base/theme";

/** How images are shown. */
export interface DigitOptions {
  /** A label for each image. */
  readonly labels?: readonly (string | number)[];
  /** What is to be seen; stands under the images. */
  readonly caption?: string;
  /** "ink" for [0, 1], "signed" for weights and gradients; by the values unless told. */
  readonly scale?: "ink" | "signed";
  /** Images beside one another; 10 unless told. */
  readonly columns?: number;
  /** The side of an image on the screen, in pixels; 64 unless told, 128 for one alone. */
  readonly size?: number;
}

/** A square image's values, row by row from the top. */
export interface DigitPixels {
  readonly side: number;
  readonly values: readonly number[];
}

/** A line of images on the page, with what stands before it and the number of its first image. */
export interface DigitLine {
  readonly label: string;
  readonly start: number;
  readonly images: readonly DigitPixels[];
}

/** The columns of a matrix as square images; an error says where the number of rows is no square. */
export function imagesOf(X: Matrix, name: string): DigitPixels[] {
  if (!isMatrix(X))
    throw new Error(`${name} is no mathjs matrix: write matrix([[…], […]]), an image in each column.`);
  const [d = 0, count = 1] = X.size();
  const side = Math.round(Math.sqrt(d));
  if (side * side !== d || d === 0) {
    throw new Error(
      `${name} has ${d} rows, expected a square number such as 64 (8×8 pixels): one image is one column.`,
    );
  }
  const entry = (i: number, j: number): unknown => X.get(X.size().length === 1 ? [i] : [i, j]);
  return Array.from({ length: count }, (_, j) => ({
    side,
    values: Array.from({ length: d }, (_, i) => Number(entry(i, j))),
  }));
}

/** How a pixel's value becomes a colour and, in plain text, a pair of characters. */
export interface DigitScale {
  readonly kind: "ink" | "signed";
  readonly colour: (value: number) => Rgb;
  readonly shade: (value: number) => string;
  /** What the colours mean, in a sentence. */
  readonly legend: string;
  /** The value of the strongest colour. */
  readonly largest: number;
}

/**
 * Black ink for 1 on white paper for 0 where all values lie in [0, 1]; otherwise blue for
 * negative, white for 0 and red for positive, as strong at the largest size met.
 *
 * Asked for "ink", values outside [0, 1] are clipped, and the legend says how many.
 */
export function digitScale(values: readonly number[], kind?: "ink" | "signed"): DigitScale {
  const outside = values.filter((value) => !(value >= 0 && value <= 1)).length;
  return (kind ?? (outside === 0 ? "ink" : "signed")) === "ink" ? inkScale(outside) : signedScale(values);
}

function inkScale(outside: number): DigitScale {
  const clipped = outside === 1 ? "1 value" : `${outside} values`;
  return {
    kind: "ink",
    colour: grey,
    shade: (value) => " ░▒▓█".charAt(Math.round(4 * Math.min(Math.max(value, 0), 1))).repeat(2),
    legend: outside === 0 ? "" : `White is 0, black is 1; ${clipped} outside are clipped.`,
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

export type Rgb = readonly [red: number, green: number, blue: number];

/** A picture in memory: three bytes a pixel, row by row from the top. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A picture whose every pixel is asked for. */
export function raster(width: number, height: number, colour: (x: number, y: number) => Rgb): Raster {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(colour(x, y), (y * width + x) * 3);
  }
  return { width, height, data };
}

/** Ink on paper: 0 is white, 1 is black; what lies outside is taken for the nearer of the two. */
export function grey(value: number): Rgb {
  const level = Math.round(255 * (1 - clamp(value, 0, 1)));
  return [level, level, level];
}

/** From −1 (blue) over 0 (near white) to 1 (red). What is not a number is grey. */
export function signed(value: number): Rgb {
  if (Number.isNaN(value)) return [128, 128, 128];
  const place = ((clamp(value, -1, 1) + 1) / 2) * (diverging.length - 1);
  const below = Math.min(Math.floor(place), diverging.length - 2);
  const [from, to] = [diverging[below] ?? white, diverging[below + 1] ?? white];
  const mix = (a: number, b: number) => Math.round(a + (b - a) * (place - below));
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

const white: Rgb = [255, 255, 255];

/** The picture as a PNG file, base64. */
export function pngBase64(picture: Raster): string {
  const { width, height, data } = picture;
  return Buffer.from(encode({ width, height, data, channels: 3, depth: 8 })).toString("base64");
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(Number.isNaN(value) ? least : value, least), most);
}

/**
 * Lines of images as an HTML table: it keeps its form where a front end takes styles away, and
 * shrinks with the page.
 */
export function digitsHtml(lines: readonly DigitLine[], scale: DigitScale, options: DigitOptions): string {
  const { labels = [], caption, size = 64 } = options;
  const across = Math.max(1, ...lines.map((line) => line.images.length));
  const compared = lines.some((line) => line.label !== "");
  const rows = lines.map((line) => {
    const head = compared
      ? `<th scope="row" style="${cellStyle};text-align:right">${htmlText(line.label)}</th>`
      : "";
    const cells = line.images.map((image, k) => {
      const label = String(labels[line.start + k] ?? "");
      const alt = [line.label, label].filter(Boolean).join(" ") || `image ${line.start + k + 1}`;
      const under = label && !compared ? `<br>${htmlText(label)}` : "";
      return `<td style="${cellStyle}">${imageHtml(image, scale, size, alt)}${under}</td>`;
    });
    return `<tr style="background:none">${head}${cells.join("")}</tr>`;
  });
  const heads = labels
    .slice(0, across)
    .map((label) => `<th scope="col" style="${cellStyle}">${htmlText(String(label))}</th>`);
  const top = compared && heads.length > 0 ? `<tr>${`<td></td>${heads.join("")}`}</tr>\n` : "";
  const width = across * (size + 8) + (compared ? 90 : 0);
  return [
    '<figure style="margin:0">',
    `<table style="table-layout:fixed;border:none;width:100%;max-width:${width}px;margin:0">`,
    compared ? '<colgroup><col style="width:84px"></colgroup>' : "",
    `${top}${rows.join("\n")}`,
    "</table>",
    scale.kind === "signed" ? legendHtml(scale) : scale.legend && `<div>${htmlText(scale.legend)}</div>`,
    caption === undefined ? "" : `<figcaption>${htmlText(caption)}</figcaption>`,
    "</figure>",
  ]
    .filter(Boolean)
    .join("\n");
}

const cellStyle = "text-align:center;padding:3px;border:none;vertical-align:middle";

function imageHtml({ side, values }: DigitPixels, scale: DigitScale, size: number, alt: string): string {
  const zoom = Math.max(1, Math.round(size / side));
  const png = pngBase64(
    raster(side * zoom, side * zoom, (x, y) =>
      scale.colour(values[Math.floor(y / zoom) * side + Math.floor(x / zoom)] ?? 0),
    ),
  );
  return `<img src="data:image/png;base64,${png}" width="${size}" alt="${side}×${side} pixels: ${htmlAttribute(alt)}" style="width:100%;max-width:${size}px;height:auto;image-rendering:pixelated;outline:1px solid #8886">`;
}

/** The bar of colours between the two ends of the range. */
function legendHtml(scale: DigitScale): string {
  const bar = pngBase64(raster(121, 10, (x) => scale.colour(((x - 60) / 60) * scale.largest)));
  const bound = numberText(scale.largest, 2);
  return `<div>${numberHtml(`-${bound}`)} <img src="data:image/png;base64,${bar}" width="121" height="10" alt="blue to white (0) to red"> ${numberHtml(bound)}</div>`;
}
