import fc from "fast-check";
import { add, dotMultiply, type Matrix, map, matrix, multiply, subtract, sum, transpose } from "mathjs";
import { describe, expect, it } from "vitest";
import { assertGradient, column, gradientCheck, loss, type Method, numericalGradient } from "../../src/index";
import { distance, matrices } from "../model/arbitraries";

const methods: readonly Method[] = ["central", "complex", "richardson"];
const squares = fc.integer({ min: 2, max: 4 }).chain((n) => matrices(n, n));
const shapes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));

/** Functions of a matrix whose gradient is known. */
const cube = (M: Matrix) => map(M, (t: number) => multiply(t, multiply(t, t)));
const known = [
  {
    name: "½Σ x²",
    f: (x: Matrix) => multiply(0.5, sum(dotMultiply(x, x)) as number),
    gradient: (x: Matrix) => x,
  },
  {
    name: "Σ x³",
    f: (x: Matrix) => sum(cube(x)) as number,
    gradient: (x: Matrix) => multiply(3, dotMultiply(x, x)),
  },
];

/** ∂J/∂ypred of the mean over N points. */
const lossGradient = (ypred: Matrix, y: Matrix) =>
  multiply(1 / (y.size()[1] ?? 1), subtract(ypred, y) as Matrix);

describe("a gradient too small to be measured", () => {
  const x = column([1, 2]);
  const gradient = (size: number) => ({ x: column([size, size]) });
  const tiny = (size: number, beside: number) => (at: { x: Matrix }) =>
    add(beside, multiply(size, sum(at.x) as number)) as number;

  it.each([
    ["central", 1e-10],
    ["richardson", 1e-12],
    ["complex", 1e-21],
  ] as const)("beside a value of 1 is reported by %s, for every claimed gradient", (method, size) => {
    for (const claimed of [size, 2 * size, -size, 0]) {
      const [row] = gradientCheck(tiny(size, 1), { x }, gradient(claimed), { method }).rows;
      expect(row).toMatchObject({ ok: true, unmeasured: true });
      expect(() => assertGradient(tiny(size, 1), { x }, gradient(claimed), { method })).toThrow(
        "dJ/dx is too small to be measured (at [",
      );
    }
  });

  it.each([
    ["central", 1e-10],
    ["richardson", 1e-12],
    ["complex", 1e-21],
  ] as const)("is measured by %s if nothing is added to it", (method, size) => {
    const rowOf = (claimed: number) => {
      const [row] = gradientCheck(tiny(size, 0), { x }, gradient(claimed), { method }).rows;
      return [row?.ok, row?.unmeasured, row?.diagnosis];
    };
    expect(rowOf(size)).toEqual([true, undefined, undefined]);
    expect(rowOf(2 * size)).toEqual([false, undefined, "every entry is 2 times what it should be"]);
    expect(rowOf(-size)).toEqual([false, undefined, "every entry has the wrong sign"]);
    expect(rowOf(0)).toEqual([false, undefined, "every entry is 0"]);
  });

  it("is not reported for exact zeros, nor where one digit can be measured", () => {
    for (const size of [0, 1e-7]) {
      const [row] = gradientCheck(tiny(size, 0), { x }, gradient(size)).rows;
      expect(row?.ok).toBe(true);
      expect(row).not.toHaveProperty("unmeasured");
    }
    expect(gradientCheck(tiny(1e-7, 0), { x }, gradient(2e-7)).ok).toBe(false);
  });
});

describe("a large value of f", () => {
  const square = ({ w }: { w: Matrix }) => sum(dotMultiply(w, w)) as number;
  const rowOf = (claimed: readonly number[], at: readonly number[]) =>
    gradientCheck(square, { w: column(at) }, { w: column(claimed) }).rows[0];

  it("does not hide a measurable error, as in w² at 10¹²", () => {
    expect(rowOf([3e12], [1e12])).toMatchObject({
      ok: false,
      diagnosis: "every entry is 1.5 times what it should be",
    });
    expect(rowOf([3e12], [1e12])?.relativeError).toBeCloseTo(1 / 3, 6);
    expect(rowOf([2.02e12], [1e12])?.ok).toBe(false);
    expect(rowOf([2e12], [1e12])).toMatchObject({ ok: true });
    expect(rowOf([2e12], [1e12])).not.toHaveProperty("unmeasured");
  });

  it("leaves a gradient unmeasured that is lost in its rounding", () => {
    const [row] = gradientCheck(
      (at) => 1e24 + Number(at.w.get([0, 0])),
      { w: column([1]) },
      { w: column([5]) },
    ).rows;
    expect(row).toMatchObject({ ok: true, unmeasured: true });
  });

  it("does not fail right gradients of parameters of any size", () => {
    fc.assert(
      fc.property(squares, fc.integer({ min: -12, max: 12 }), (M, power) => {
        const w = multiply(10 ** power, M);
        expect(gradientCheck(square, { w }, { w: multiply(2, w) }).ok).toBe(true);
        const y = multiply(10 ** power, transpose(M));
        expect(gradientCheck((at) => loss(at.w, y), { w }, { w: lossGradient(w, y) }).ok).toBe(true);
      }),
    );
  });
});

describe.each(methods)("gradientCheck by the method %s", (method) => {
  describe.each(known)("on $name", ({ f, gradient }) => {
    it("passes the right gradient", () => {
      fc.assert(
        fc.property(
          shapes.chain(([r, c]) => matrices(r, c)),
          (x) => {
            const check = gradientCheck((at) => f(at.x), { x }, { x: gradient(x) }, { method });
            expect(check.ok).toBe(true);
            expect(check.rows[0]?.kink).toBeUndefined();
            expect(check.rows[0]?.shape).toEqual(x.size());
          },
        ),
      );
    });

    it("fails one wrong entry, and reports it with both values", () => {
      fc.assert(
        fc.property(squares, fc.nat(3), fc.nat(3), fc.constantFrom(1, -0.1, 0.001), (x, k, l, slip) => {
          const n = x.size()[0] ?? 1;
          const [i, j] = [k % n, l % n];
          const right = gradient(x);
          const wrong = right.clone().set([i, j], right.get([i, j]) + slip);
          const [row] = gradientCheck((at) => f(at.x), { x }, { x: wrong }, { method }).rows;
          expect(row?.ok).toBe(false);
          expect(row?.entry).toEqual([i, j]);
          expect(row?.analytic).toBe(wrong.get([i, j]));
          expect(row?.numeric).toBeCloseTo(right.get([i, j]), 6);
          expect(row?.kink).toBeUndefined();
        }),
      );
    });

    it.each<[string, (g: Matrix) => Matrix, string]>([
      ["a lost sign", (g) => multiply(-1, g), "every entry has the wrong sign"],
      ["a lost factor", (g) => multiply(2, g), "every entry is 2 times what it should be"],
      ["a lost transpose", (g) => transpose(g), "it is the transpose of what it should be"],
      ["a gradient of zeros", (g) => multiply(0, g), "every entry is 0"],
    ])("fails %s, and names the error", (_, change, words) => {
      const x = matrix([
        [0.5, 1, 1.5],
        [-1, 2, 0.7],
        [0.3, -0.4, 1.1],
      ]);
      const [row] = gradientCheck((at) => f(at.x), { x }, { x: change(gradient(x)) }, { method }).rows;
      expect([row?.ok, row?.diagnosis]).toEqual([false, words]);
    });
  });

  it("passes the gradient that numericalGradient measures", () => {
    fc.assert(
      fc.property(squares, (x) => {
        const f = (at: { x: Matrix }) => sum(cube(at.x)) as number;
        expect(gradientCheck(f, { x }, numericalGradient(f, { x }, { method }), { method }).ok).toBe(true);
      }),
    );
  });
});

it("numericalGradient returns a gradient with the name and shape of each parameter, 0 where f does not depend on it", () => {
  const at = { x: matrix([[1, 2]]), unused: column([1, 2, 3]) };
  for (const method of methods) {
    const g = numericalGradient(({ x }) => sum(dotMultiply(x, x)) as number, at, { method });
    expect(distance(g.x, matrix([[2, 4]]))).toBeLessThan(1e-9);
    expect(g.unused.toArray()).toEqual([[0], [0], [0]]);
  }
});

describe("the error of gradientCheck", () => {
  const W1 = matrix([[1, 2]]);
  const f = (at: { W1: Matrix }) => sum(dotMultiply(at.W1, at.W1)) as number;

  it.each<[string, () => unknown, string]>([
    [
      "a transposed gradient",
      () => gradientCheck(f, { W1 }, { W1: column([2, 4]) }),
      "gradient.W1 is 2×1, expected 1×2 (the shape of W1).",
    ],
    [
      "a missing gradient",
      () => gradientCheck(f, { W1 }, {} as never),
      "gradient.W1 is missing, expected 1×2 (the shape of W1).",
    ],
    [
      "a gradient of nothing",
      () => gradientCheck(f, { W1 }, { W1, W3: W1 } as never),
      "gradient.W3 matches no parameter: the parameters are W1.",
    ],
    [
      "a list for a parameter",
      () => gradientCheck(f, { W1: matrix([1, 2]) }, { W1 }),
      "W1 is a list of 2 numbers, expected rows×columns: write a column as column([…]) or matrix([[…], […]]).",
    ],
    [
      "an f of NaN",
      () => gradientCheck(() => Number.NaN, { W1 }, { W1 }),
      "f(1.0000060554544523) is NaN, expected a finite number: f has no slope to measure there.",
    ],
    [
      "an unknown method",
      () => gradientCheck(f, { W1 }, { W1 }, { method: "guess" as never }),
      'method is "guess", expected one of central, complex, richardson.',
    ],
    [
      "an f that is real for complex entries",
      () => gradientCheck((at) => Number(at.W1.size()[0]), { W1 }, { W1 }, { method: "complex" }),
      "f returned real numbers for complex entries, so its slope cannot be measured: write f with mathjs functions, or use the method central.",
    ],
  ])("names %s", (_, call, message) => expect(call).toThrow(new Error(message)));
});
