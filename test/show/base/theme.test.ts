import { describe, expect, it } from "vitest";
import { colours, ordered, palette } from "../../../src/show/base/theme";

type Vector = readonly [number, number, number];

/** Colour vision without one of the three kinds of cone. Source: Machado, Oliveira, Fernandes (2009). */
const visions: Readonly<Record<string, readonly [Vector, Vector, Vector]>> = {
  "all three cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const map = (v: Vector, f: (x: number) => number): Vector => [f(v[0]), f(v[1]), f(v[2])];

/** The linear light, from 0 to 1, of a colour #RRGGBB. */
const light = (colour: string): Vector =>
  map([1, 3, 5], (at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });

const luminance = (colour: string) => dot([0.2126, 0.7152, 0.0722], light(colour));

/** WCAG's contrast ratio. */
function contrast(a: string, b: string): number {
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
}

/** CIE L*a*b* of linear light. */
function lab(rgb: Vector): Vector {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f(dot([0.4124, 0.3576, 0.1805], rgb) / 0.95047);
  const y = f(dot([0.2126, 0.7152, 0.0722], rgb));
  const z = f(dot([0.0193, 0.1192, 0.9505], rgb) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** The CIE76 difference of two colours with the given cones; 2.3 is just noticeable. */
function difference(a: string, b: string, cones: readonly [Vector, Vector, Vector]): number {
  const seen = (colour: string) =>
    lab(map([0, 1, 2], (k) => Math.min(1, Math.max(0, dot(cones[k] ?? [0, 0, 0], light(colour))))));
  const [p, q] = [seen(a), seen(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

const pairs = (list: readonly string[]) =>
  list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const));

describe("the colours of figures", () => {
  it("have a contrast of 3 : 1 on a white and on a dark page", () => {
    for (const colour of [...Object.values(palette), ...ordered(11)])
      for (const page of ["#FFFFFF", "#111111"])
        expect(contrast(colour, page), `${colour} on ${page}`).toBeGreaterThan(3);
  });

  it.each(Object.entries(visions))("differ clearly with %s", (_, cones) => {
    for (const [a, b] of pairs(Object.values(palette)))
      expect(difference(a, b, cones), `${a} ${b}`).toBeGreaterThan(20);
    // Ordered colours differ less, but noticeably.
    for (const [a, b] of pairs(ordered(6))) expect(difference(a, b, cones), `${a} ${b}`).toBeGreaterThan(3);
  });

  it("are different for things that one figure compares", () => {
    const { train, test, validation, mark, analytic, numeric, complexStep, hinge, kl, squared, l2 } = colours;
    for (const together of [
      [train, test, validation, mark],
      [analytic, numeric, complexStep, mark],
      [hinge, kl, squared, l2, mark],
      [colours.hidden, colours.output, mark],
    ])
      expect(new Set(together).size).toBe(together.length);
  });

  it("of an ordered quantity become lighter step by step", () => {
    const steps = ordered(7).map(luminance);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(ordered(1)).toEqual([palette.blue]);
    expect(() => ordered(0)).toThrow("count is 0, expected a whole number from 1.");
  });
});
