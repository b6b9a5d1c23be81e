import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasKink } from "../../src/calculus/slope-estimate";

const h = 1e-5;
const place = fc.double({ min: -3, max: 3, noNaN: true });
const smooth: Record<string, (x: number) => number> = {
  "x²": (x) => x * x,
  "x³": (x) => x ** 3,
  exp: Math.exp,
  sin: Math.sin,
  constant: () => 3,
  straight: (x) => 5 - 2 * x,
  "tanh²": (x) => Math.tanh(x) ** 2,
};

describe.each(Object.entries(smooth))("hasKink of %s", (_, f) => {
  it("is false", () => {
    fc.assert(
      fc.property(place, (x) => {
        expect(hasKink(f, x, h)).toBe(false);
      }),
    );
  });

  it("is true if |x − kink| is added, with the kink anywhere within the step", () => {
    fc.assert(
      fc.property(place, fc.double({ min: -0.95, max: 0.95, noNaN: true }), (x, offset) => {
        const kink = x + offset * h;
        expect(hasKink((t) => f(t) + Math.abs(t - kink), x, h)).toBe(true);
      }),
    );
  });

  it("is false if the kink is beyond the step", () => {
    fc.assert(
      fc.property(place, fc.double({ min: 1.01, max: 3, noNaN: true }), (x, offset) => {
        expect(hasKink((t) => f(t) + Math.abs(t - (x + offset * h)), x, h)).toBe(false);
      }),
    );
  });
});

it("hasKink is true for |x|^a up to a = 1.7, where the slope changes too sharply to be measured", () => {
  const bend = (a: number) => hasKink((x) => Math.abs(x) ** a, 0, h);
  for (const a of [1, 1.1, 1.3, 1.5, 1.7]) expect(bend(a), `a = ${a}`).toBe(true);
  for (const a of [1.8, 2, 2.5, 3]) expect(bend(a), `a = ${a}`).toBe(false);
});
