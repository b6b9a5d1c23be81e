import fc from "fast-check";
import { matrix } from "mathjs";
import { describe, expect, it } from "vitest";
import { equalFormulas, parseFormula, printFormula, readFormula } from "../../src/autoencoder/notation";
import { judge } from "../../src/grading/judge";
import { autoencoder, backward, forward, loss, random, softplus, tanh } from "../../src/index";
import { evaluate } from "../../src/notation/evaluate";
import { expressionIn, type Formula } from "../../src/notation/tree";
import { answers, fingerprint, relations } from "../autoencoder/fixture";
import { cases, distance } from "../model/arbitraries";
import { expressions } from "./arbitraries";
import { realPoint } from "./real-point";
import { mutated, rewritten } from "./rewrites";

const same = (left: string, right: string): boolean => equalFormulas(readFormula(left), readFormula(right));

describe("equalFormulas, for equal formulas", () => {
  const equal: readonly [string, readonly string[]][] = [
    ["ypred - y", ["-y + ypred", "ypred — y", "ypred - y + 0", "-(y - ypred)", "dJ/dypred", "f2(z2) - y"]],
    [
      "dJ/dz2 a1^T",
      [
        "(a1 (dJ/dz2)^T)^T",
        "(1/2)(2 dJ/dz2) a1^T",
        "dJ/dypred * df2/dz2 (f1(W1 x + b1))^T",
        "dJ/dz2 (dz2/dW2)^T",
        "((f2(W2 f1(W1 x + b1) + b2) - y) * f2'(z2)) f1(z1)^T",
        "diag(z2) f2(y) a1^T - diag(z2) f2(y) a1^T + dJ/dW2",
        "0.1 dJ/dW2 + 9/10 dJ/dW2",
      ],
    ],
    ["dJ/dypred * df2/dz2", ["diag(df2/dz2) dJ/dypred", "dypred/dz2 * (ypred - y)", "dJ/db2"]],
    ["W2 := W2 - eta dJ/dW2", ["W2 = W2 - eta * dJ/dz2 a1^T", "W2 ← -(eta dJ/dW2 - W2)"]],
    ["J", ["½ (ypred - y)^T (ypred - y)", "dJ/dypred^T (ypred - y)/2"]],
  ];
  for (const [formula, others] of equal)
    it(`accepts all forms of ${formula}`, () => {
      for (const other of others) expect(same(formula, other), other).toBe(true);
    });

  it("accepts every form of the official answers", () => {
    for (const part of ["b", "c", "d", "e"] as const)
      for (const accepted of answers[part].accepted ?? [])
        expect(same(answers[part].answer, accepted), accepted).toBe(true);
  });

  it("finds the same fingerprint for a random rewrite", () => {
    fc.assert(
      fc.property(rewritten(expressions), ([formula, other]) => {
        fc.pre(fingerprint(formula) !== undefined);
        expect(fingerprint(other), printFormula(other)).toBe(fingerprint(formula));
      }),
      { numRuns: 1000 },
    );
  });
});

/** The primes of the fixed points, which anyone can read in the source. */
const primes = [67_108_859, 67_108_837, 67_108_819];

describe("equalFormulas, for formulas built to fool the fixed points", () => {
  it("uses a third point if a formula is built for two of them", () => {
    for (const left of primes) {
      const rest = primes.filter((prime) => prime !== left);
      const value = (text: string) => fingerprint(readFormula(text));
      expect(value(`${rest.join(" * ")} + 1`)).not.toBe(value("1"));
    }
  });

  it("rejects a term that is zero at all fixed points only", () => {
    const zero = primes.join("*");
    // The fingerprints agree at all fixed points, so equality is confirmed at other points.
    expect(fingerprint(readFormula(`1 + ${zero}`))).toBe(fingerprint(readFormula("1")));
    for (const [built, plain] of [
      [`(1 + ${zero}) dJ/dz2 a1^T`, "dJ/dz2 a1^T"],
      [`dJ/dz2 a1^T + (${primes[0]} dJ/dz2) (${primes[1]} * ${primes[2]} a1)^T`, "dJ/dz2 a1^T"],
      [`ypred - y + ${zero} (ypred - x)`, "ypred - y"],
      [`f1(z1 + ${zero} b1)`, "a1"],
    ] as const)
      expect(same(built, plain), built).toBe(false);
  });

  it("gives no marks for such an answer, with or without an error carried forward", () => {
    const built = `(1 + ${primes.join("*")}) dJ/dz2 a1^T`;
    expect(judge("d", built)).toMatchObject({ verdict: "incorrect", score: 0 });
    expect(judge("d", built, { earlier: { c: "dJ/dypred * df1/dz1" } }).verdict).toBe("incorrect");
    const withEarlier = { earlier: { c: "2 dJ/dypred * df2/dz2" } };
    const after = "2 (dJ/dypred * df2/dz2) a1^T";
    expect(judge("d", after, withEarlier).carriedFrom).toBe("c");
    expect(judge("d", `${after} + ${primes.join("*")} dJ/dW2`, withEarlier).verdict).toBe("incorrect");
  });

  it("accepts every random rewrite at the other points too", () => {
    fc.assert(
      fc.property(rewritten(expressions), ([formula, other]) => {
        fc.pre(fingerprint(formula) !== undefined);
        expect(equalFormulas(formula, other), printFormula(other)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("equalFormulas, for different formulas", () => {
  const different: readonly [string, readonly string[]][] = [
    [
      "ypred - y",
      ["y - ypred", "2 (ypred - y)", "1.000001 (ypred - y)", "ypred", "(ypred - y)^T", "f2(ypred - y)"],
    ],
    [
      "dJ/dz2 a1^T",
      [
        "3 dJ/dz2 a1^T",
        "0",
        "dJ/dz2 a1",
        "dJ/dz2 * a1^T",
        "a1 dJ/dz2^T",
        "dJ/dypred a1^T",
        "dJ/dz2 z1^T",
        "dJ/dz2 a1^T + 0.000000000001 W2",
      ],
    ],
    ["dJ/dypred * df2/dz2", ["dJ/dypred", "dJ/dypred df2/dz2", "dJ/dypred^T df2/dz2", "dJ/dypred * f2(z2)"]],
    [
      "W2 := W2 - eta dJ/dW2",
      ["W2 := W2 + eta dJ/dW2", "W2 := W2 - dJ/dW2", "W2 - eta dJ/dW2", "W2 := W2 - p dJ/dW2"],
    ],
    ["f1(z1)", ["f2(z1)", "f1'(z1)", "z1", "f1(-z1)", "-f1(z1)"]],
    ["y/d", ["y/m", "y/N", "y"]],
  ];
  for (const [formula, others] of different)
    it(`rejects formulas that differ from ${formula}`, () => {
      for (const other of others) expect(same(formula, other), other).toBe(false);
    });

  it("rejects the common mistakes that the question lists", () => {
    for (const part of ["b", "c", "d", "e"] as const)
      for (const { answer } of answers[part].commonMistakes ?? []) {
        const parsed = parseFormula(answer);
        expect(parsed.ok && equalFormulas(readFormula(answers[part].answer), parsed.tree), answer).toBe(
          false,
        );
      }
  });

  it("rejects a random mutation whose value at a real point differs", () => {
    const d = 3;
    const m = 2;
    const numbers = random(5);
    const net = autoencoder({
      W1: numbers.matrix(m, d),
      b1: numbers.matrix(m, 1),
      W2: numbers.matrix(d, m),
      b2: numbers.matrix(d, 1),
      f1: tanh,
      f2: softplus,
    });
    const point = realPoint(net, {
      x: numbers.matrix(d, 1),
      y: numbers.matrix(d, 1),
      pHat: numbers.matrix(m, 1),
    });
    const real = (formula: Formula): number[] => evaluate(expressionIn(formula), point).flat();
    let compared = 0;
    fc.assert(
      fc.property(mutated(expressions), ([formula, other]) => {
        fc.pre(fingerprint(formula) !== undefined && fingerprint(other) !== undefined);
        const [a, b] = [real(formula), real(other)];
        const gap = Math.max(...a.map((value, k) => Math.abs(value - (b[k] ?? 0))));
        fc.pre(gap > 1e-9 * Math.max(...a.map(Math.abs), 1));
        compared++;
        expect(equalFormulas(formula, other), printFormula(other)).toBe(false);
      }),
      { numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

describe("equalFormulas", () => {
  it("rejects formulas without a value", () => {
    expect(same("y/0", "y/0")).toBe(false);
    expect(same("y/(eta - eta)", "y/0")).toBe(false);
    expect(same("dJ/dz2 a1", "dJ/dz2 a1")).toBe(false);
  });

  it("distinguishes all symbols that the question gives", () => {
    const names = [
      "x",
      "y",
      "W1 x",
      "b1",
      "b2",
      "eta",
      "p",
      "pHat",
      "d",
      "m",
      "N",
      "f1(x)",
      "f2(x)",
      "f1'(x)",
      "f2'(x)",
    ];
    const values = names.map((name) => fingerprint(readFormula(name)));
    expect(new Set(values).size).toBe(names.length);
  });

  it("uses a wrong earlier answer that the caller passes", () => {
    const given = { "dJ/dz2": expressionIn(readFormula("dJ/dypred")) };
    const answer = readFormula("(ypred - y) a1^T");
    expect(equalFormulas(readFormula("dJ/dW2"), answer, given)).toBe(true);
    expect(equalFormulas(readFormula("dJ/dW2"), answer)).toBe(false);
  });

  it("returns no fingerprint for a symbol that depends on itself", () => {
    const given = { "dJ/dz2": expressionIn(readFormula("2 dJ/db2")) };
    expect(fingerprint(readFormula("dJ/dW2"), given)).toBeUndefined();
    expect(fingerprint(readFormula("ypred - y"), given)).toBe(fingerprint(readFormula("dJ/dypred")));
  });
});

describe("the relations of the question", () => {
  it("agree with the model's forward and backward pass", () => {
    fc.assert(
      fc.property(cases, ({ net, x, y }) => {
        const [first, target] = [x, y].map((M) =>
          matrix((M.toArray() as number[][]).map((row) => [row[0] ?? 0])),
        );
        if (!first || !target) throw new Error("x and y have a column.");
        const point = realPoint(net, { x: first, y: target });
        const pass = forward(net, first);
        const gradients = backward(net, pass, first, target);
        for (const [name, value] of Object.entries({ ...pass, ...gradients })) {
          const formula = readFormula(name.replace("_d", "/d"));
          expect(
            distance(matrix(evaluate(expressionIn(formula), point).map((row) => [...row])), value),
            name,
          ).toBeLessThan(1e-12);
        }
        expect(evaluate(expressionIn(readFormula("J")), point)[0]?.[0]).toBeCloseTo(
          loss(pass.ypred, target),
          9,
        );
      }),
      { numRuns: 100 },
    );
  });

  it("define none of the symbols that the question gives", () => {
    const free = ["x", "y", "W1", "b1", "W2", "b2", "eta", "p", "pHat", "d", "m", "N"];
    for (const name of free) expect(relations).not.toHaveProperty([name]);
  });
});
