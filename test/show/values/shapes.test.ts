import { describe, expect, it } from "vitest";
import { bundleOf } from "../../../src/show/base/display";
import { shapesDiagram } from "../../../src/show/values/shapes";
import { expectWellFormed } from "../markup-laws";

const htmlOf = (net?: { d: number; m: number }) => String(bundleOf(shapesDiagram(net))?.["text/html"]);

const pictures = (net: { d: number; m: number }) =>
  [...htmlOf(net).matchAll(/src="data:image\/svg\+xml;base64,([^"]+)"/g)].map(([, source = ""]) =>
    Buffer.from(source, "base64").toString(),
  );

describe("the shapes diagram", () => {
  it("has a description for readers who cannot see it", () => {
    expect(String(shapesDiagram({ d: 3, m: 2 }))).toMatchInlineSnapshot(`
      "W1 (m×d = 2×3) x (d×1 = 3×1) + b1 (m×1 = 2×1) = z1 (m×1 = 2×1) → f1 → a1 (m×1 = 2×1)
      W2 (d×m = 3×2) a1 (m×1 = 2×1) + b2 (d×1 = 3×1) = z2 (d×1 = 3×1) → f2 → ypred (d×1 = 3×1)
      In a product the two inner sizes (joined by the arc) agree and disappear; the outer two remain."
    `);
    expect(htmlOf({ d: 3, m: 2 })).toContain(
      'alt="W1 (m×d = 2×3) x (d×1 = 3×1) + b1 (m×1 = 2×1) = z1 (m×1 = 2×1) → f1 → a1 (m×1 = 2×1)"',
    );
  });

  it.each([undefined, { d: 3, m: 2 }, { d: 64, m: 16 }, { d: 64, m: 640 }, { d: 1, m: 1 }])(
    "is well-formed for %j, in HTML and as one SVG",
    (net) => {
      expectWellFormed(htmlOf(net));
      expectWellFormed(String(bundleOf(shapesDiagram(net))?.["image/svg+xml"]));
      expect(htmlOf(net)).not.toMatch(/NaN|undefined|Infinity/);
    },
  );

  it("draws a cell for every entry of small matrices, and equal sizes with equal lengths", () => {
    const [first = ""] = pictures({ d: 3, m: 2 });
    const rects = [...first.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="([\d.]+)"/g)];
    expect(rects.map(([, width, height]) => [Number(width), Number(height)])).toEqual([
      [120, 80],
      [40, 120],
      [40, 80],
      [40, 80],
      [40, 80],
    ]);
  });

  it("is an image on white, visible in every theme and in notebooks that are not trusted", () => {
    expect(pictures({ d: 3, m: 2 })).toHaveLength(2);
    for (const picture of pictures({ d: 3, m: 2 })) expect(picture).toContain('fill="white"');
  });

  it("refuses a size that is not a positive whole number", () => {
    expect(() => shapesDiagram({ d: 0, m: 2 })).toThrow("d is 0, expected a positive whole number.");
  });
});
