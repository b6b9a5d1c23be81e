import { encode } from "fast-png";
import { diverging } from "./theme";

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
