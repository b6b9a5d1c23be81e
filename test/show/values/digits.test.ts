import { decode } from "fast-png";
import { matrix, transpose } from "mathjs";
import { describe, expect, it } from "vitest";
import { digits } from "../../../src/data/digits";
import { column } from "../../../src/data/matrix";
import { bundleOf } from "../../../src/show/base/display";
import { registerDisplays } from "../../../src/show/register";
import { grey, signed } from "../../../src/show/values/digit-images";
import { type DigitImages, digitImage, digitImages } from "../../../src/show/values/digits";
import { hostile } from "../hostile";
import { expectWellFormed } from "../markup-laws";

registerDisplays();

const htmlOf = (images: DigitImages) => String(bundleOf(images)?.["text/html"]);
const sheetOf = (images: DigitImages) =>
  decode(Buffer.from(String(bundleOf(images)?.["image/png"]), "base64"));
const sources = (html: string) =>
  [...html.matchAll(/src="data:image\/png;base64,([^"]+)"/g)].map((m) => m[1] ?? "");
const pixel = ({ data, width }: { data: ArrayLike<number>; width: number }, x: number, y: number) =>
  Array.from({ length: 3 }, (_, k) => data[(y * width + x) * 3 + k]);

describe("images of digits", () => {
  it("have every pixel in its place, enlarged without blur", () => {
    const image = digitImage(column([0, 1, 0.5, 0.25]), { size: 20 });
    const inHtml = decode(Buffer.from(sources(htmlOf(image))[0] ?? "", "base64"));
    expect([inHtml.width, inHtml.height, inHtml.channels]).toEqual([20, 20, 3]);
    for (const [x, y, value] of [
      [0, 0, 0],
      [9, 9, 0],
      [10, 0, 1],
      [19, 9, 1],
      [0, 10, 0.5],
      [19, 19, 0.25],
    ] as const) {
      expect(pixel(inHtml, x, y)).toEqual([...grey(value)]);
    }
  });

  it("are one PNG with gaps for front ends that do not show HTML", () => {
    const sheet = sheetOf(
      digitImages(
        matrix([
          [0, 1],
          [0, 1],
          [0, 1],
          [0, 1],
        ]),
        { size: 8 },
      ),
    );
    expect([sheet.width, sheet.height]).toEqual([4 + 12 + 12, 4 + 12]);
    expect(pixel(sheet, 4, 4)).toEqual([255, 255, 255]);
    expect(pixel(sheet, 16, 4)).toEqual([0, 0, 0]);
    for (const [x, y] of [
      [0, 0],
      [3, 5],
      [12, 5],
      [15, 11],
      [27, 15],
    ] as const) {
      expect(pixel(sheet, x, y)).toEqual([200, 200, 200]);
    }
  });

  it("are grey in [0, 1] and blue or red with a legend otherwise", () => {
    const weights = digitImage(column([-0.5, 0, 0.25, 0.5]), { size: 2 });
    const sheet = sheetOf(weights);
    expect(pixel(sheet, 4, 4)).toEqual([...signed(-1)]);
    expect(pixel(sheet, 5, 4)).toEqual([247, 247, 247]);
    expect(pixel(sheet, 5, 5)).toEqual([...signed(1)]);
    expect(expectWellFormed(htmlOf(weights))).toMatch(/−0\.5\s+0\.5/);
    expect(String(weights)).toContain("Blue is negative (to -0.5), white 0, red positive (to 0.5).");
    expect(htmlOf(digitImage(column([0, 1, 1, 0])))).not.toContain("red");
  });

  it("give the number of values that an ink scale clips", () => {
    const clipped = digitImage(column([-0.1, 0, 1, 1.2]), { scale: "ink" });
    expect(String(clipped)).toContain("White is 0, black is 1; 2 values outside are clipped.");
    expect(pixel(sheetOf(clipped), 4, 4)).toEqual([255, 255, 255]);
  });

  it("are shades in plain text", () => {
    expect(String(digitImage(column([0, 0.25, 0.5, 1])))).toBe("  ░░\n▒▒██");
    expect(String(digitImage(column([-1, -0.4, 0, 1])))).toBe(
      "--- \n  ++\nBlue is negative (to -1), white 0, red positive (to 1).",
    );
  });

  it("are compared in rows and columns with labels", () => {
    const X = matrix([
      [0, 1],
      [0, 1],
      [1, 0],
      [1, 0],
    ]);
    const rows = digitImages({ original: X, after: X }, { labels: [3, 7] });
    const text = expectWellFormed(htmlOf(rows));
    expect(text.split(/\s+/).filter(Boolean)).toEqual(["37", "original", "after"]);
    expect(htmlOf(rows)).toContain('alt="2×2 pixels: after 7"');
    expect(String(rows)).toBe("4 images of 2×2 pixels; rows: original, after; labels: 3, 7");
  });

  it("break into lines, and show weights unit by unit", () => {
    const W1 = matrix(Array.from({ length: 25 }, () => Array.from({ length: 16 }, () => 0.5)));
    const images = digitImages(transpose(W1), { columns: 10, size: 4 });
    expect(htmlOf(images).match(/<tr/g)).toHaveLength(3);
    expect(sources(htmlOf(images))).toHaveLength(25);
    expect(sheetOf(images).height).toBe(4 + 3 * 8);
  });

  it("show the first ten of a set of digits", () => {
    const set = bundleOf(digits());
    expect(set?.["text/plain"]).toContain(
      "The first 10 of 1,797 digits. X is 64×1797: each column is an image.",
    );
    expect(sources(String(set?.["text/html"]))).toHaveLength(10);
  });

  it.each(hostile)("with the label %j stay well-formed", (label) => {
    const images = digitImages({ [label]: matrix([[1]]) }, { labels: [label], caption: label });
    const text = expectWellFormed(htmlOf(images)).replace(/\s/g, "");
    expect(text.split(label.replace(/\s/g, "")).length).toBeGreaterThan(3);
  });

  it("explain why a matrix is not an image", () => {
    expect(() => digitImage(column([1, 2, 3]))).toThrow(
      "x has 3 rows, expected a square number such as 64 (8×8 pixels): one image is one column.",
    );
    expect(() => digitImage(matrix([[1, 2]]))).toThrow("x has 2 columns, expected 1: use digitImages");
    expect(() => digitImages({ before: column([1, 2]) })).toThrow(
      "before has 2 rows, expected a square number",
    );
    expect(() => digitImages([[1]] as never)).toThrow(
      "X is a plain array, expected a mathjs matrix with an image in each column.",
    );
  });
});
