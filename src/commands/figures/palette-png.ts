import { crc32, deflateSync, inflateSync } from "node:zlib";
import UPNG from "upng-js";

/**
 * A PNG with its colours brought down to a palette, deflated as well as can be: a fifth of the bytes, since
 * lines, letters and their soft edges have few colours to begin with.
 *
 * @param png the bytes of any PNG
 * @param colours how many there may be: at most 256, as many as a byte can number
 */
export function withPalette(png: Uint8Array, colours: number): Buffer {
  const image = UPNG.decode(Uint8Array.from(png).buffer);
  const [rgba] = UPNG.toRGBA8(image);
  return deflated(Buffer.from(UPNG.encode(rgba ? [rgba] : [], image.width, image.height, colours)));
}

/** The eight bytes at the start of every PNG. */
const signature = 8;

/** The same PNG, its pixels in one chunk and deflated anew: UPNG leaves a fifth of their bytes lying about. */
function deflated(png: Buffer): Buffer {
  const chunks: { readonly type: string; readonly data: Buffer }[] = [];
  for (let at = signature; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    chunks.push({ type: png.toString("latin1", at + 4, at + 8), data });
  }
  const pixels = Buffer.concat(chunks.flatMap(({ type, data }) => (type === "IDAT" ? [data] : [])));
  const all = [
    ...chunks.filter(({ type }) => type !== "IDAT" && type !== "IEND"),
    { type: "IDAT", data: deflateSync(inflateSync(pixels), { level: 9, memLevel: 9 }) },
    { type: "IEND", data: Buffer.alloc(0) },
  ];
  return Buffer.concat([png.subarray(0, signature), ...all.map(({ type, data }) => chunk(type, data))]);
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
