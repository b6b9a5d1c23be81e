import UPNG from "upng-js";

/** As many colours as a byte can number. */
const colours = 256;

/**
 * A PNG with its colours brought down to 256, which takes a quarter of the bytes: lines, letters and their
 * soft edges have few to begin with. A notebook holds each still image twice and stays light so.
 *
 * @param png the bytes of any PNG
 */
export function withPalette(png: Uint8Array): Buffer {
  const image = UPNG.decode(Uint8Array.from(png).buffer);
  const [rgba] = UPNG.toRGBA8(image);
  return Buffer.from(UPNG.encode(rgba ? [rgba] : [], image.width, image.height, colours));
}
