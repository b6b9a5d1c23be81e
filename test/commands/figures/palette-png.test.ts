import { convertIndexedToRgb, decode, encode } from "fast-png";
import { expect, test } from "vitest";
import { withPalette } from "../../../src/commands/figures/palette-png";

const side = 64;

/** A picture with the given RGBA colour for each pixel. */
const picture = (colour: (x: number, y: number) => readonly [number, number, number, number]) =>
  encode({
    ...{ width: side, height: side, channels: 4 },
    data: Uint8Array.from({ length: 4 * side * side }, (_, at) => {
      const pixel = Math.floor(at / 4);
      return colour(pixel % side, Math.floor(pixel / side))[at % 4] ?? 0;
    }),
  });

test("a picture with few colours, some of them translucent, is unchanged", () => {
  const png = picture((x, y) => (x < y ? [200, 10, 30, 255] : x === y ? [0, 0, 0, 128] : [9, 9, 9, 200]));
  const small = decode(withPalette(png, 256));
  expect(small.palette?.length).toBeLessThan(8);
  expect([...convertIndexedToRgb(small)]).toEqual([...decode(png).data]);
});

test("a picture with many colours keeps its size in fewer bytes, and the result is deterministic", () => {
  const png = picture((x, y) => [4 * x, 4 * y, (x * y) % 256, 255]);
  const small = withPalette(png, 256);
  expect(decode(small)).toMatchObject({ width: side, height: side });
  expect(small.length).toBeLessThan(png.length / 2);
  expect(withPalette(png, 256)).toEqual(small);
});

test("a smaller palette takes fewer bytes", () => {
  const png = picture((x, y) => [4 * x, 4 * y, 0, 255]);
  const [many, few] = [withPalette(png, 256), withPalette(png, 16)];
  expect(few.length).toBeLessThan(many.length);
  expect(new Set(decode(few).palette?.map(String)).size).toBeLessThanOrEqual(16);
});
