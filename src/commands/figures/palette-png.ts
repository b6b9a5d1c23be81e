import { crc32, deflateSync } from "node:zlib";
import { decode } from "fast-png";

/** A colour with its share of red, green, blue and alpha; the first three multiplied by alpha. */
interface Colour {
  readonly rgba: readonly [number, number, number, number];
  readonly count: number;
  readonly pixel: number;
}

/**
 * A PNG reduced to a palette. It has about a fifth of the bytes, because lines, letters and their soft edges have
 * few colours.
 *
 * @param png an 8-bit PNG
 * @param colours the largest number of colours, at most 256
 */
export function withPalette(png: Uint8Array, colours: number): Buffer {
  const { width, height, data, channels } = decode(png);
  const alphaOf = (at: number) => (channels === 4 ? (data[at + 3] ?? 0) : 255);
  const pixels = Uint32Array.from({ length: width * height }, (_, i) => {
    const at = i * channels;
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    return ((red << 24) | (green << 16) | (blue << 8) | alphaOf(at)) >>> 0;
  });
  const groups = grouped(counted(pixels), colours);
  const palette = groups.map(meanOf);
  const indexOf = new Map(groups.flatMap((group, index) => group.map(({ pixel }) => [pixel, index])));
  const rows = Buffer.alloc((width + 1) * height); // each row starts with 0, for no filter
  for (const [i, pixel] of pixels.entries())
    rows[Math.floor(i / width) * (width + 1) + 1 + (i % width)] = indexOf.get(pixel) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // 8 bits a pixel, which are an index into the palette
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", Buffer.from(palette.flatMap((rgba) => rgba.slice(0, 3)))),
    chunk("tRNS", Buffer.from(palette.map(([, , , alpha = 255]) => alpha))),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function counted(pixels: Uint32Array): Colour[] {
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  return [...counts].map(([pixel, count]) => {
    const alpha = pixel & 255;
    const channel = (shift: number) => (((pixel >>> shift) & 255) * alpha) / 255;
    return { pixel, count, rgba: [channel(24), channel(16), channel(8), alpha] };
  });
}

/**
 * Divides colours into at most `limit` groups of similar ones: again and again the group with the largest
 * squared error is cut at its mean.
 */
function grouped(colours: readonly Colour[], limit: number): (readonly Colour[])[] {
  const groups = [spreadOf(colours)];
  while (groups.length < limit) {
    const widest = groups.reduce((a, b) => (b.error > a.error ? b : a));
    if (widest.error === 0) break;
    const { colours, channel, mean } = widest;
    const isBelow = ({ rgba }: Colour) => (rgba[channel] ?? 0) <= mean;
    const [below, above] = [colours.filter(isBelow), colours.filter((colour) => !isBelow(colour))];
    groups.splice(groups.indexOf(widest), 1, spreadOf(below), spreadOf(above));
  }
  return groups.map(({ colours }) => colours);
}

/** The channel in which colours differ most, with its mean and the sum of squared differences from it. */
function spreadOf(colours: readonly Colour[]) {
  const spreads = [0, 1, 2, 3].map((channel) => {
    const mean = average(colours, channel);
    const error = colours.reduce(
      (sum, { rgba, count }) => sum + count * ((rgba[channel] ?? 0) - mean) ** 2,
      0,
    );
    return { colours, channel, mean, error: colours.length > 1 ? error : 0 };
  });
  return spreads.reduce((a, b) => (b.error > a.error ? b : a));
}

const average = (colours: readonly Colour[], channel: number): number =>
  colours.reduce((sum, { rgba, count }) => sum + count * (rgba[channel] ?? 0), 0) /
  colours.reduce((sum, { count }) => sum + count, 0);

function meanOf(colours: readonly Colour[]): number[] {
  const alpha = average(colours, 3);
  const channels = [0, 1, 2].map((channel) => (alpha === 0 ? 0 : (255 * average(colours, channel)) / alpha));
  return [...channels, alpha].map((value) => Math.min(255, Math.round(value)));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const number = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  return Buffer.concat([number(data.length), body, number(crc32(body))]);
}
