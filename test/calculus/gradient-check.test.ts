import fc from "fast-check";
import { dotMultiply, type Matrix, map, matrix, multiply, subtract, sum, transpose } from "mathjs";
import { describe, expect, it } from "vitest";
import {
  assertGradient,
  autoencoder,
  backward,
  checkGradients,
  column,
  forward,
  type Gradients,
  gradientCheck,
  leakyRelu,
  loss,
  type Method,
  numericalGradient,
  random,
  randomAutoencoder,
  relu,
} from "../../src/index";
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

describe.each(methods)("the checker, by the method %s,", (method) => {
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

    it("fails one wrong entry, and names it with both values", () => {
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
      ["a lost sign", (g) => multiply(-1, g), "every sign is the wrong way round"],
      ["a lost factor", (g) => multiply(2, g), "every entry is 2 times what it should be"],
      ["a lost transpose", (g) => transpose(g), "it is the transpose of what it should be"],
      ["nothing but zeros", (g) => multiply(0, g), "every entry is 0"],
    ])("fails %s, and says so", (_, spoil, words) => {
      const x = matrix([
        [0.5, 1, 1.5],
        [-1, 2, 0.7],
        [0.3, -0.4, 1.1],
      ]);
      const [row] = gradientCheck((at) => f(at.x), { x }, { x: spoil(gradient(x)) }, { method }).rows;
      expect([row?.ok, row?.diagnosis]).toEqual([false, words]);
    });
  });

  it("agrees with the gradient that it measures itself", () => {
    fc.assert(
      fc.property(squares, (x) => {
        const f = (at: { x: Matrix }) => sum(cube(at.x)) as number;
        expect(gradientCheck(f, { x }, numericalGradient(f, { x }, { method }), { method }).ok).toBe(true);
      }),
    );
  });
});

it("numericalGradient gives each parameter its name and shape, and 0 where f does not depend on it", () => {
  const at = { x: matrix([[1, 2]]), unused: column([1, 2, 3]) };
  for (const method of methods) {
    const g = numericalGradient(({ x }) => sum(dotMultiply(x, x)) as number, at, { method });
    expect(distance(g.x, matrix([[2, 4]]))).toBeLessThan(1e-9);
    expect(g.unused.toArray()).toEqual([[0], [0], [0]]);
  }
});

describe("the relative error", () => {
  const errorOf = (analytic: number, slope: number) =>
    gradientCheck(
      ({ x }) => multiply(slope, x.get([0, 0]) as number),
      { x: column([0]) },
      { x: column([analytic]) },
      { method: "complex" },
    ).rows[0]?.relativeError ?? Number.NaN;
  const values = fc.integer({ min: -1000, max: 1000 }).map((k) => k / 100);

  it("is |a − n| over the larger of the two, from 0 for equals to 2 for opposites", () => {
    expect(errorOf(3, 3)).toBe(0);
    expect(errorOf(3, 4)).toBeCloseTo(0.25, 14);
    expect(errorOf(0, 4)).toBe(1);
    expect(errorOf(-4, 4)).toBeCloseTo(2, 14);
    fc.assert(
      fc.property(values, values, (a, n) => {
        expect(errorOf(a, n)).toBeLessThanOrEqual(2);
      }),
    );
  });

  it("is the same when the two change places", () => {
    fc.assert(
      fc.property(values, values, (a, n) => {
        expect(errorOf(a, n)).toBeCloseTo(errorOf(n, a), 12);
      }),
    );
  });

  it("is 0, not NaN, for two zeros, and small for two numbers that are almost 0", () => {
    expect(errorOf(0, 0)).toBe(0);
    expect(errorOf(1e-25, -1e-25)).toBeLessThan(1e-12);
  });

  it("passes a gradient at a minimum, where all that is measured is rounding", () => {
    const y = random(1).matrix(3, 2);
    for (const method of methods)
      expect(gradientCheck(({ x }) => loss(x, y), { x: y }, { x: multiply(0, y) }, { method }).ok).toBe(true);
  });

  it("by a complex step sees a factor of 2 in a gradient of 1e-7 beside one of 1", () => {
    const J = (at: { a: Matrix; b: Matrix }) => sum(subtract(at.a, multiply(-1e-7, at.b))) as number;
    const at = { a: column([1]), b: column([1]) };
    const check = gradientCheck(J, at, { a: column([1]), b: column([2e-7]) }, { method: "complex" });
    expect(check.rows.map((row) => row.ok)).toEqual([true, false]);
  });
});

describe("kinks", () => {
  it.each([relu, leakyRelu])(
    "an entry at the kink of $name is marked, not failed, and the others are still judged",
    (f) => {
      // z = x, so the first entry sits on the kink, the others do not
      const x = column([0, 1, -1]);
      const J = (at: { x: Matrix }) => sum(map(at.x, f.value)) as number;
      const right = map(x, f.derivative);
      const [row] = gradientCheck(J, { x }, { x: right }).rows;
      expect([row?.ok, row?.kink]).toEqual([true, [[0, 0]]]);
      expect(row?.entry).not.toEqual([0, 0]);
      const wrong = right.clone().set([2, 0], 7);
      const [failed] = gradientCheck(J, { x }, { x: wrong }).rows;
      expect([failed?.ok, failed?.entry, failed?.kink]).toEqual([false, [2, 0], [[0, 0]]]);
    },
  );

  it("a step that crosses a kink nearby is marked as well", () => {
    const x = column([3e-6, 1]);
    const J = (at: { x: Matrix }) => sum(map(at.x, relu.value)) as number;
    const [row] = gradientCheck(J, { x }, { x: column([1, 1]) }).rows;
    expect([row?.ok, row?.kink]).toEqual([true, [[0, 0]]]);
  });

  it("a complex step takes the side that the hand-written slope takes, so nothing needs a mark", () => {
    const x = column([0, 1, -1]);
    for (const f of [relu, leakyRelu]) {
      const J = (at: { x: Matrix }) => sum(map(at.x, f.value)) as number;
      const [row] = gradientCheck(J, { x }, { x: map(x, f.derivative) }, { method: "complex" }).rows;
      expect([row?.ok, row?.kink]).toEqual([true, undefined]);
    }
  });

  it("a parameter all of whose entries are at a kink is marked and passes", () => {
    const x = column([0]);
    const [row] = gradientCheck((at) => sum(map(at.x, relu.value)) as number, { x }, { x: column([0]) }).rows;
    expect(row).toMatchObject({ ok: true, entry: [0, 0], kink: [[0, 0]] });
  });
});

describe("on the network", () => {
  const net = randomAutoencoder({ d: 3, m: 2, random: random(1) });
  const x = column([1, 0.5, -1]);
  const g = backward(net, forward(net, x), x, x);

  it.each<[string, Partial<Gradients>, string[]]>([
    ["a wrong factor in W1", { dJ_dW1: multiply(2, g.dJ_dW1) }, ["W1"]],
    ["a wrong sign in b2", { dJ_db2: multiply(-1, g.dJ_db2) }, ["b2"]],
    ["f2's slope left out, as at z1", { dJ_dz1: g.dJ_da1 }, ["z1"]],
    ["two at once", { dJ_dypred: x, dJ_dW2: multiply(0, g.dJ_dW2) }, ["ypred", "W2"]],
  ])("%s fails there and nowhere else", (_, wrong, names) => {
    for (const method of methods) {
      const check = checkGradients(net, x, x, { method }, { ...g, ...wrong });
      expect(check.ok).toBe(false);
      expect(check.rows.filter((row) => !row.ok).map((row) => row.name)).toEqual(names);
    }
  });

  it("the default tolerance is the method's, and a chosen one is kept", () => {
    expect(methods.map((method) => checkGradients(net, x, x, { method }).tolerance)).toEqual([
      1e-6, 1e-12, 1e-8,
    ]);
    expect(checkGradients(net, x, x, { tolerance: 0.5 }, { ...g, dJ_dW1: multiply(1.4, g.dJ_dW1) }).ok).toBe(
      true,
    );
    expect(checkGradients(net, x, x, { step: 0.5 }).ok).toBe(false);
  });
});

describe("assertGradient", () => {
  const W1 = matrix([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const f = (at: { W1: Matrix }) => sum(dotMultiply(at.W1, at.W1)) as number;
  const right = multiply(2, W1);

  it("says in words which parameter, which entry and by how much", () => {
    expect(() =>
      assertGradient(f, { W1 }, { W1: right.clone().set([1, 2], 3) }, { method: "complex" }),
    ).toThrow(new Error("dJ/dW1 is wrong at [1, 2]: analytic 3, numeric 12 (relative error 0.75)."));
  });

  it("has a line for each parameter that is wrong, with the diagnosis if there is one", () => {
    const J = (at: { W1: Matrix; b1: Matrix }) => f(at) + (sum(at.b1) as number);
    const call = () => assertGradient(J, { W1, b1: column([1, 2]) }, { W1, b1: column([-1, -1]) });
    expect(call).toThrow(
      new Error(
        [
          "dJ/dW1 is wrong at [0, 0]: analytic 1, numeric 2 (relative error 0.5); every entry is 0.5 times what it should be.",
          "dJ/db1 is wrong at [0, 0]: analytic -1, numeric 1 (relative error 2); every sign is the wrong way round.",
        ].join("\n"),
      ),
    );
  });

  it("returns the check when all is well", () => {
    expect(assertGradient(f, { W1 }, { W1: right }).rows.map((row) => row.name)).toEqual(["W1"]);
  });
});

describe("what does not fit is named", () => {
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
      "gradient.W3 belongs to no parameter: they are W1.",
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
      "The method is guess, expected one of central, complex, richardson.",
    ],
    [
      "an f that is real for complex entries",
      () => gradientCheck((at) => Number(at.W1.size()[0]), { W1 }, { W1 }, { method: "complex" }),
      "f returned real numbers for complex entries, so its slope cannot be seen: write f with mathjs functions, or use the method central.",
    ],
  ])("%s", (_, call, message) => expect(call).toThrow(new Error(message)));
});

it("the real network's shapes are checked before anything is measured", () => {
  const net = randomAutoencoder({ d: 2, m: 1, random: random(1) });
  const x = column([1, 2]);
  const g = backward(net, forward(net, x), x, x);
  expect(() => checkGradients(net, x, x, {}, { ...g, dJ_dW1: g.dJ_dW2 })).toThrow(
    new Error("gradient.W1 is 2×1, expected 1×2 (the shape of W1)."),
  );
  expect(autoencoder({ ...net })).toEqual(net);
});
