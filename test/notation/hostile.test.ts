import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formulaLatex,
  formulaShape,
  formulaWords,
  parseFormula,
  printFormula,
} from "../../src/autoencoder/notation";
import { limits } from "../../src/notation/syntax-errors";
import { fingerprint, vocabulary } from "../autoencoder/fixture";

/** Parses, checks and prints a text. Returns what went wrong, or undefined. */
function everything(text: string): string | undefined {
  const parsed = parseFormula(text);
  if (!parsed.ok) {
    const { position, message } = parsed.problem;
    if (position < 1 || position > text.length + 1) return `position ${position}`;
    return /^.{10,200}[.?]$/u.test(message) ? undefined : message;
  }
  for (const tree of parsed.readings) {
    formulaShape(tree);
    fingerprint(tree);
    formulaLatex(tree);
    formulaWords(tree);
    const printed = printFormula(tree);
    const again = parseFormula(printed);
    // Printing adds parentheses, so the printed formula may exceed the limits.
    const isStable = again.ok ? printFormula(again.tree) === printed : again.problem.kind === "limit";
    if (!isStable) return `printed as ${printed}`;
  }
  return undefined;
}

/** CPU milliseconds for a text: the minimum of up to ten runs, because other work may disturb one. */
function milliseconds(text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 10 && least > limit; run++) {
    const before = process.cpuUsage();
    everything(text);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
const limit = 50;

const pieces = fc.constantFrom(
  ...vocabulary.keys(),
  ..."f1( f2( f1'( diag( ( ) [ ] { } + - * / · ^T ᵀ ' ^ _ := = ← 0 1 2 0.5 1.000001 , ; . $ \\ \\frac{ }{ \\partial".split(
    " ",
  ),
  ..."\\odot \\left( \\right) \\eta \\hat \\text{pred} ∂ ∂J/∂ d dJ/ ⁽¹⁾ ₂ — × Σ 𝑊 é 漢 \u202e \u0000 \ud800 \u0302".split(
    " ",
  ),
  "constructor",
  "__proto__",
  "toString",
  "process.exit()",
  "<script>",
  "=HYPERLINK()",
  " ",
  "\n",
);
const joined = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(" ")),
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
);

describe("the parser and printers", () => {
  it(`never crash or take more than ${limit} ms on 100,000 random strings`, () => {
    fc.assert(
      fc.property(
        fc.oneof(
          { weight: 3, arbitrary: joined },
          { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
        ),
        (text) => {
          const before = process.cpuUsage();
          const wrong = everything(text);
          const { user, system } = process.cpuUsage(before);
          if (wrong !== undefined) throw new Error(wrong);
          if ((user + system) / 1000 > limit) expect(milliseconds(text)).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 100_000 },
    );
  }, 120_000);

  const full = limits.length;
  const fill = (piece: string, first = ""): string =>
    first + piece.repeat(Math.floor((full - first.length) / piece.length));
  const nested = (open: string, close: string): string =>
    `${open.repeat(limits.depth)}x${close.repeat(limits.depth)}`;
  const worst: Readonly<Record<string, string>> = {
    "parentheses to the limit": nested("(", ")"),
    "braces in an index": `W_${nested("{", "}")}`,
    "calls in calls": nested("f1(", ")"),
    "fractions in fractions": nested("\\frac{1}{", "}"),
    "every sum in parentheses": nested("(x+", ")"),
    "a mixed term in a mixed term": nested("(x * y^T x ", ")"),
    "a sum of mixed terms": fill(" + x^T y * x y^T", "x y^T"),
    "the longest mixed term": `eta${" * eta eta".repeat((limits.mixedFactors - 1) / 2)}`,
    "a product of squares": fill(" (x y^T)", "x x^T"),
    "minus signs": fill("-"),
    transposes: fill("'", "x"),
    "opening parentheses": fill("("),
    "closing parentheses": fill(")"),
    "a fraction that never ends": fill("\\frac{"),
    "partials that never end": fill("d"),
    "partials of partials": fill("∂"),
    backslashes: fill("\\"),
    carets: fill("^", "x"),
    spaces: fill(" "),
    "spaces in a partial": `∂${" ".repeat(full - 6)}J/∂x`,
    digits: fill("9"),
    letters: fill("q"),
    "a name repeated": fill("dJ/dW2 "),
    "diagonals of diagonals": fill("diag(x) "),
    megabytes: "x + ".repeat(1_000_000),
    "megabytes of spaces": " ".repeat(5_000_000),
    "combining marks": `p${"\u0302".repeat(full - 1)}`,
    "a lone surrogate": "\ud835",
  };
  for (const [name, text] of Object.entries(worst))
    it(`take at most ${limit} ms for the worst case: ${name}`, () => {
      expect(milliseconds(text)).toBeLessThanOrEqual(limit);
    });

  it("never read a name as a property of an object", () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "d__proto__/dconstructor"])
      expect(parseFormula(name).ok, name).toBe(false);
    expect(parseFormula("\\constructor x").ok).toBe(false);
    expect(parseFormula("toString(x)").ok).toBe(false);
  });
});
