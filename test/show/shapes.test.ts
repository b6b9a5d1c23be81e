import { describe, expect, it } from "vitest";
import { bundleOf } from "../../src/show/bundle";
import { shapesDiagram } from "../../src/show/shapes";
import { expectWellFormed } from "./markup-laws";

const htmlOf = (net?: { d: number; m: number }) => String(bundleOf(shapesDiagram(net))?.["text/html"]);

describe("the chain of shapes", () => {
  it("says it in words for who cannot see it", () => {
    expect(String(shapesDiagram({ d: 3, m: 2 }))).toMatchInlineSnapshot(`
      "W1 (m×d = 2×3) x (d×1 = 3×1) + b1 (m×1 = 2×1) = z1 (m×1 = 2×1) → f1 → a1 (m×1 = 2×1)
      W2 (d×m = 3×2) a1 (m×1 = 2×1) + b2 (d×1 = 3×1) = z2 (d×1 = 3×1) → f2 → ypred (d×1 = 3×1)
      In a product the two inner sizes agree (the arc) and vanish; the outer two remain."
    `);
    expect(htmlOf({ d: 3, m: 2 })).toContain(
      'aria-label="W1 (m×d = 2×3) x (d×1 = 3×1) + b1 (m×1 = 2×1) = z1 (m×1 = 2×1) → f1 → a1 (m×1 = 2×1)"',
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

  it("draws a cell for every entry where there are few, and equal sizes equally long", () => {
    const [first = ""] = htmlOf({ d: 3, m: 2 }).split("</svg>");
    const rects = [...first.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="([\d.]+)"/g)];
    expect(rects.map(([, width, height]) => [Number(width), Number(height)])).toEqual([
      [120, 80],
      [40, 120],
      [40, 80],
      [40, 80],
      [40, 80],
    ]);
  });

  it("takes the colour of the text around it, in any theme", () => {
    expect(htmlOf()).toContain('fill="currentColor"');
  });

  it("refuses a size that is none", () => {
    expect(() => shapesDiagram({ d: 0, m: 2 })).toThrow("d is 0, expected a positive whole number.");
  });
});
