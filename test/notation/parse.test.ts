import { describe, expect, it } from "vitest";
import { parseFormula, printFormula, readFormula } from "../../src/autoencoder/notation";
import { limits, NotationError } from "../../src/notation/syntax-errors";

const problemOf = (text: string) => {
  const parsed = parseFormula(text);
  if (parsed.ok) throw new Error(`${text} was read as ${printFormula(parsed.tree)}`);
  return parsed.problem;
};

/** The value of a TypeScript string whose LaTeX backslashes were not doubled. */
const unescaped = (latex: string) =>
  latex.replace(
    /\\(.)/g,
    (_, letter: string) => ({ b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" })[letter] ?? letter,
  );

describe("parseFormula, for LaTeX whose backslashes the string swallowed", () => {
  it.each([
    "\\frac{\\partial J}{\\partial z_2} a_1^\\top",
    "\\left(\\dfrac{\\partial{J}}{\\partial{z_2}}\\right) {a^{(1)}}^\\mathsf{T}",
    "\\partial J / \\partial z_2 \\cdot a_1^\\intercal",
    "(\\hat{y} - y) \\odot f_2'(z_2)",
    "W_2 \\leftarrow W_2 - \\eta \\tfrac{\\partial J}{\\partial W_2}",
  ])("restores %s", (latex) => {
    expect(unescaped(latex)).not.toBe(latex);
    expect(printFormula(readFormula(unescaped(latex)))).toBe(printFormula(readFormula(latex)));
  });

  it("reads a product sign", () => {
    expect(printFormula(readFormula(unescaped("W_2 \\times a_1")))).toBe("W2 a1");
  });
});

describe("parseFormula", () => {
  const spellings: Readonly<Record<string, readonly string[]>> = {
    "dJ/dz2 a1^T": [
      "dJ/dz2 a1'",
      "dJ_dz2 a1^{T}",
      "∂J/∂z2 a1ᵀ",
      "∂J / ∂z_2 a_1^⊤",
      "∂J/∂z^(2) a^(1)^T",
      "∂J/∂z^{(2)} a^{(1)T}",
      "∂J/∂z⁽²⁾ a⁽¹⁾ᵀ",
      "∂J/∂z₂·a₁’",
      "dJ/dz2 · a1.T",
      "$\\frac{\\partial J}{\\partial z^{(2)}} {a^{(1)}}^T$",
      "\\frac{dJ}{dz_2} a_1^{\\mathsf{T}}",
      "\\frac{\\partial{J}}{\\partial{z_2}} a_1^T",
      "dJ/dz2 a1^T.",
      "dJ/dz2 a1^T ;",
      "\\dfrac{\\mathrm{d} J}{\\mathrm{d} z_{2}} \\cdot a^{1\\top}",
      "\\partial J / \\partial z_2 \\, a_1^\\intercal",
      "∂J/∂z2\u00a0\u2009a1\u200b^T",
      "[dJ/dz2] {a1}^T",
      "ｄＪ／ｄｚ２ ａ１^T",
      "𝜕𝐽/𝜕𝑧2 𝑎1^T",
    ],
    "W2 := W2 - eta dJ/dW2": [
      "W2 = W2 − η ∂J/∂W2",
      "W2 ← W2 – η∂J/∂W2",
      "W_2<-W_2-ηdJ_dW2",
      "W^{(2)} \\leftarrow W^{(2)} - \\eta \\frac{\\partial J}{\\partial W^{(2)}}",
      "W⁽²⁾≔W⁽²⁾—eta·dJ/dW⁽²⁾",
      "\\[ W_2 \\gets W_2 - \\eta\\,\\frac{\\partial J}{\\partial W_2} \\]",
    ],
    "ypred - y": [
      "ypred — y",
      "y^pred - y",
      "y_{pred}-y",
      "y^{\\text{pred}} - y",
      "ŷ - y",
      "\\hat{y}−y",
      "y\u0302 - y",
    ],
    "dJ/dypred * f2'(z2)": [
      "dJ/dypred .* f2’(z2)",
      "∂J/∂ŷ ⊙ f₂′(z₂)",
      "dJ/dypred ∘ f'_2(z_2)",
      "\\frac{\\partial J}{\\partial\\hat y} \\odot f_2^{\\prime}\\left(z_2\\right)",
      "dJ/dypred∗f'^{(2)}(z^{(2)})",
    ],
    "1/2 (ypred - y)^T (ypred - y)": [
      "½ (ypred - y)ᵀ(ypred-y)",
      "\\frac12(ypred-y)'(ypred-y)",
      "(1/2)(ypred-y)^T[ypred-y]",
    ],
    "0.5 f1(W1 x + b1)": [".5 f_1(W1x+b1)", "0.50 f^{(1)}(W_1 x + b_1)", "+00.5f1[W1 x + b1]"],
    "diag(df2/dz2) dJ/dypred": ["\\operatorname{diag}(∂f2/∂z2) ∂J/∂ypred"],
    "pHat - p": ["p̂ - p", "\\hat{p} - p"],
  };
  for (const [canonical, typed] of Object.entries(spellings))
    it(`reads every spelling of ${canonical}`, () => {
      for (const text of [canonical, ...typed]) expect(printFormula(readFormula(text)), text).toBe(canonical);
    });

  it("distinguishes capital and small letters, and suggests the right name", () => {
    expect(readFormula("N")).not.toEqual(readFormula("1"));
    expect(problemOf("w2 - eta dJ/dW2")).toMatchObject({ kind: "name", position: 1, suggestion: "W2" });
    expect(problemOf("W2 - Eta dJ/dW2").suggestion).toBe("eta");
    expect(problemOf("YPred - y").suggestion).toBe("ypred");
    expect(problemOf("ypred - y - dj/dz2")).toMatchObject({ position: 13, suggestion: "dJ/dz2" });
  });
});

describe("the precedence of operators", () => {
  const same: readonly [string, string][] = [
    ["-W2 a1", "-(W2 a1)"],
    ["1/2 y", "(1/2) y"],
    ["y/2 * x", "(y/2) * x"],
    ["2 x/2 y^T", "(2 (x/2)) (y^T)"],
    ["x - y - z2", "(x - y) - z2"],
    ["W2 a1^T^T", "W2 ((a1^T)^T)"],
    ["x * -y", "x * (-y)"],
    ["f1(z1)^T", "(f1(z1))^T"],
  ];
  for (const [text, explicit] of same)
    it(`reads ${text} as ${explicit}`, () => expect(readFormula(text)).toEqual(readFormula(explicit)));

  it("reads a name with a slash as a name, not as a division", () => {
    expect(readFormula("dJ/dz2 a1^T")).toMatchObject({
      type: "product",
      left: { type: "name", name: "dJ/dz2" },
    });
  });
});

describe("parseFormula, for a term that mixes * with products", () => {
  const readings: readonly [string, string][] = [
    ["dJ/dypred * df2/dz2 a1^T", "(dJ/dypred * df2/dz2) a1^T"],
    ["W2^T dJ/dz2 * df1/dz1", "(W2^T dJ/dz2) * df1/dz1"],
    ["W2^T dJ/dypred * df2/dz2", "W2^T (dJ/dypred * df2/dz2)"],
    ["W2 * dJ/dz2 a1^T", "W2 * (dJ/dz2 a1^T)"],
    ["W2^T dJ/dypred * df2/dz2 * df1/dz1 x^T", "((W2^T (dJ/dypred * df2/dz2)) * df1/dz1) x^T"],
  ];
  for (const [text, taken] of readings)
    it(`reads ${text} as ${taken}, whose shapes agree`, () => {
      const parsed = parseFormula(text);
      expect(parsed).toEqual({ ok: true, tree: readFormula(taken), readings: [readFormula(taken)] });
    });

  it("says which reading it took if two different readings have valid shapes", () => {
    const parsed = parseFormula("x^T y * z2 b2^T");
    expect(parsed).toMatchObject({
      ok: true,
      readings: [readFormula("(x^T y) * (z2 b2^T)"), readFormula("x^T (y * z2) b2^T")],
      note: "This was read as (x^T y) * (z2 b2^T); it could also mean x^T (y * z2) b2^T.",
    });
  });

  it("adds no note if both readings are equal", () => {
    expect(parseFormula("eta * dJ/dz2 a1^T")).not.toHaveProperty("note");
    expect(parseFormula("W2 - eta * dJ/dz2 a1^T")).not.toHaveProperty("note");
  });

  it("takes the product first if no reading has valid shapes", () => {
    expect(printFormula(readFormula("dJ/dz2 * a1 b1"))).toBe("dJ/dz2 * (a1 b1)");
  });
});

describe("parseFormula, for an invalid formula", () => {
  const cases: readonly [string, number, string][] = [
    ["", 1, "There is nothing here yet: write a formula."],
    [" \t\n ", 1, "There is nothing here yet: write a formula."],
    ["(ypred - y", 1, "The parenthesis at 1 is not closed."],
    ["2 (ypred - [y", 12, "The bracket at 12 is not closed."],
    ["ypred - y)", 10, "The closing parenthesis at 10 has no opening one before it."],
    ["(ypred - y]", 11, "The parenthesis at 1 is closed by a bracket at 11."],
    [
      "ypred -",
      8,
      "At 8 a symbol, a number or a parenthesis was expected, but the formula ends with an operator.",
    ],
    ["ypred − * y", 9, "At 9 a symbol, a number or a parenthesis was expected, but there is *."],
    ["f1()", 4, "At 4 a symbol, a number or a parenthesis was expected, but there is )."],
    ["a1 2", 4, "At 4 an operator was expected, but there is 2: a number is written before what it scales."],
    [
      "x = y = ",
      8,
      "At 8 a symbol, a number or a parenthesis was expected, but the formula ends with an operator.",
    ],
    ["ypred^2", 6, "The ^ at 6 is neither a transpose ^T nor an index. The notation has no powers."],
    ["\\frac{\\partial J}{\\partial z^{(2)}} + §", 39, '"§" at 39 is not part of the notation.'],
    ["x + \\sum y", 5, "The command \\sum at 5 is not part of the notation."],
    ["b1 *= y", 5, "The *= at 4 is not part of the notation: write the symbol, := and its new value."],
    ["y, x", 2, "The comma at 2 is not part of the notation: write one formula, with operators."],
    ["b2 + W", 6, "W at 6 is not a symbol of the question: did you mean W1 or W2?"],
    ["dJ/da2", 1, "dJ/da2 at 1 is not a symbol of the question: did you mean dJ/dypred?"],
    ["0,5 y", 2, "The comma at 2 is not part of the notation: write 0.5 for ½."],
    ["∂z2", 1, "The ∂ at 1 does not begin a partial derivative such as ∂J/∂z2."],
    ["𝑦 + \u202e", 6, "The character U+202E at 6 is not part of the notation."],
    ["x + f1", 5, "f1 at 5 is a function: write f1(…)."],
    ["f3(x)", 1, "f3 at 1 is not a function of the question: it has f1 and f2."],
    ["a1 T", 4, "T at 4 is not a symbol: the transpose is written ^T."],
    ["x y := 2", 5, "The := at 5 comes after more than one symbol: it gives a value to one symbol."],
    ["dJ/dy * df2/dz2", 1, "dJ/dy at 1 is not a symbol of the question: did you mean dJ/dypred?"],
    ["W2 - alpha dJ/dW2", 6, "alpha at 6 is not a symbol of the question: did you mean eta?"],
    [".", 1, "At 1 a symbol, a number or a parenthesis was expected, but the formula ends."],
    ["eta + qqqqqq", 7, "qqqqqq at 7 is not a symbol of the question."],
  ];
  for (const [text, position, message] of cases)
    it(`returns an error for ${JSON.stringify(text)}: ${message}`, () =>
      expect(problemOf(text)).toMatchObject({ position, message }));

  it("throws a NotationError from readFormula", () => expect(() => readFormula("(y")).toThrow(NotationError));
});

describe("parseFormula, for a formula beyond the limits", () => {
  const refused: readonly [string, string][] = [
    ["length", "x ".repeat(limits.length)],
    ["depth", `${"(".repeat(limits.depth + 1)}x${")".repeat(limits.depth + 1)}`],
    ["nodes", `x${"'".repeat(limits.nodes)}`],
    ["mixed factors", `x${" * x x".repeat(limits.mixedFactors)}`],
    ["digits", "1".repeat(limits.digits + 1)],
  ];
  for (const [limit, text] of refused)
    it(`rejects a formula above the limit for ${limit}`, () => {
      expect(problemOf(text).kind).toBe("limit");
      expect(problemOf(text).message.length).toBeLessThan(120);
    });

  it("accepts the longest reasonable answer, dJ/dW1 written out in full", () => {
    const full =
      "((W2^T ((f2(W2 f1(W1 x + b1) + b2) - y) * f2'(W2 f1(W1 x + b1) + b2))) * f1'(W1 x + b1)) x^T";
    expect(parseFormula(full).ok).toBe(true);
  });
});
