import fc from "fast-check";
import { abs, add, type Complex, cos, divide, exp, log, type MathType, multiply, sin, sqrt } from "mathjs";
import { describe, expect, it } from "vitest";
import { automaticStep } from "../../src/calculus/numerical-derivatives";
import { centralDifference, complexStep, errorCurve, richardson } from "../../src/index";

interface Known {
  readonly name: string;
  readonly f: (x: number) => number;
  readonly analytic: (z: Complex) => MathType;
  readonly slope: (x: number) => number;
}

/** z³ by products: mathjs's complex pow goes through logarithms and loses digits near 0. */
const cubed = (z: MathType) => multiply(z, multiply(z, z));

const known: readonly Known[] = [
  {
    name: "3x² − x",
    f: (x) => 3 * x * x - x,
    analytic: (z) => add(multiply(3, multiply(z, z)), multiply(-1, z)),
    slope: (x) => 6 * x - 1,
  },
  { name: "x³", f: (x) => x ** 3, analytic: (z) => cubed(z), slope: (x) => 3 * x * x },
  { name: "exp", f: Math.exp, analytic: (z) => exp(z), slope: Math.exp },
  { name: "sin", f: Math.sin, analytic: (z) => sin(z), slope: Math.cos },
  {
    name: "log(2 + x²)",
    f: (x) => Math.log(2 + x * x),
    analytic: (z) => log(add(2, multiply(z, z)) as Complex),
    slope: (x) => (2 * x) / (2 + x * x),
  },
  // Squire and Trapp's example, for which difference quotients are inaccurate.
  {
    name: "eˣ / √(sin³x + cos³x)",
    f: (x) => Math.exp(x) / Math.sqrt(Math.sin(x) ** 3 + Math.cos(x) ** 3),
    analytic: (z) => divide(exp(z), sqrt(add(cubed(sin(z)), cubed(cos(z))) as Complex)),
    slope: (x) => {
      const [s, c] = [Math.sin(x), Math.cos(x)];
      return (Math.exp(x) / Math.sqrt(s ** 3 + c ** 3)) * (1 - (1.5 * s * c * (s - c)) / (s ** 3 + c ** 3));
    },
  },
];

/** An interval on which all of them are smooth. */
const places = fc.double({ min: -0.6, max: 2, noNaN: true });
const size = (slope: number) => Math.max(1, Math.abs(slope));

describe.each(known)("the slope of $name", ({ f, analytic, slope }) => {
  it("by central differences is right to 1e-8", () => {
    fc.assert(
      fc.property(places, (x) => {
        expect(Math.abs(centralDifference(f, x) - slope(x))).toBeLessThan(1e-8 * size(slope(x)));
      }),
    );
  });

  it("by a complex step is right to 1e-14", () => {
    fc.assert(
      fc.property(places, (x) => {
        expect(Math.abs(complexStep(analytic, x) - slope(x))).toBeLessThan(1e-14 * size(slope(x)));
      }),
    );
  });

  it("by Richardson's extrapolation is right to 1e-9, and to 20 times the error that it estimates", () => {
    fc.assert(
      fc.property(places, (x) => {
        const { value, error } = richardson(f, x);
        expect(Math.abs(value - slope(x))).toBeLessThan(1e-9 * size(slope(x)));
        // The estimate does not include rounding: a few times ε over the smallest step, 0.1/2⁷.
        expect(Math.abs(value - slope(x))).toBeLessThan(20 * error + 1e-12 * size(slope(x)));
      }),
    );
  });
});

describe("central differences", () => {
  it("are exact for a parabola up to rounding, for every step", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.constantFrom(1, 0.5, 0.125), (x, h) => {
        expect(centralDifference((t) => t * t, x, h)).toBe(2 * x);
      }),
    );
  });

  it("have a truncation error proportional to the square of the step", () => {
    const error = (h: number) => Math.abs(centralDifference(Math.exp, 1, h) - Math.E);
    for (const h of [0.1, 0.01, 0.001]) expect(error(h) / error(h / 2)).toBeCloseTo(4, 1);
  });

  it("use a larger step at a large x, so it is not lost to rounding", () => {
    expect(automaticStep(1e12)).toBeCloseTo(1e12 * Math.cbrt(2 ** -52), 0);
    expect(centralDifference((x) => x * x, 1e12) / 2e12).toBeCloseTo(1, 9);
  });

  it("divide by the step as rounded, not by h", () => {
    expect(centralDifference((x) => x, 1000.1, 1e-8)).toBe(1);
  });

  it("are 0 with a step that is lost to rounding", () => {
    expect(centralDifference((x) => x * x, 1e6, 1e-16)).toBe(0);
  });
});

describe("Richardson's extrapolation", () => {
  it("estimates a large error for |x| if the step crosses its kink", () => {
    expect(richardson(Math.abs, 1e-4).error).toBeGreaterThan(1e-3);
    expect(richardson(Math.abs, 1).error).toBeLessThan(1e-12);
  });
});

describe("errorCurve", () => {
  const curve = errorCurve((h) => centralDifference(Math.exp, 1, h), Math.E);

  it("runs from 1e-16 to 1 and is V-shaped: rounding to the left of its best step, truncation to the right", () => {
    expect(curve.steps[0]).toBeCloseTo(1e-16, 20);
    expect(curve.steps.at(-1)).toBe(1);
    const errorNear = (h: number) => {
      const near = curve.errors.filter((_, k) => Math.abs(Math.log10((curve.steps[k] ?? 0) / h)) < 0.6);
      return Math.max(...near);
    };
    expect(curve.best.step).toBeGreaterThan(1e-7);
    expect(curve.best.step).toBeLessThan(1e-4);
    expect(curve.best.error).toBeLessThan(1e-10);
    for (const [better, worse] of [
      [1e-5, 1e-3],
      [1e-3, 1e-1],
      [1e-6, 1e-9],
      [1e-9, 1e-12],
      [1e-12, 1e-15],
    ] as const)
      expect(errorNear(better), `${better} against ${worse}`).toBeLessThan(errorNear(worse));
  });

  it("is flat for a complex step below 1e-8", () => {
    const flat = errorCurve(
      (h) => complexStep((z) => exp(z), 1, h),
      Math.E,
      [1e-8, 1e-12, 1e-20, 1e-100, 1e-200],
    );
    expect(Math.max(...flat.errors)).toBeLessThan(1e-15);
  });

  it("is the absolute error where the slope is 0", () => {
    expect(errorCurve(() => 0.25, 0, [1]).errors).toEqual([0.25]);
  });
});

describe("the error of a numerical derivative", () => {
  it.each<[string, () => unknown, string]>([
    [
      "a step of 0",
      () => centralDifference(Math.exp, 1, 0),
      "The step is 0, expected a number above 0 such as 1e-5.",
    ],
    [
      "a step of NaN",
      () => complexStep((z) => z, 1, Number.NaN),
      "The step is NaN, expected a number above 0 such as 1e-5.",
    ],
    [
      "log at 0",
      () => centralDifference(Math.log, 0, 0.5),
      "f(-0.5) is NaN, expected a finite number: f has no slope to measure there.",
    ],
    [
      "a function that drops the imaginary part",
      () => complexStep((z) => abs(z) as never, 3),
      "f returned 3 for a complex argument, so its slope cannot be measured: write f with mathjs functions, or use central differences.",
    ],
    [
      "a function made for real numbers",
      () => complexStep((z) => Math.exp(z as never), 3),
      "f returned 20.085536923187668 for a complex argument",
    ],
    ["1/z at 0", () => richardson((x) => 1 / (x - 0.1), 0), "f(0.1) is Infinity, expected a finite number"],
  ])("names %s", (_, call, message) => expect(call).toThrow(message));
});
