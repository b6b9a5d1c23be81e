import { describe, expect, it } from "vitest";
import { questionIds } from "../../../src/autoencoder/question";
import { judge } from "../../../src/grading/judge";
import { check, hint, solution } from "../../../src/grading/student/check";
import type { AnswerInput } from "../../../src/grading/verdict/verdict";
import { bundleOf } from "../../../src/show/base/display";
import { hints, referenceOf } from "../../autoencoder/fixture";

const html = (value: unknown): string => String(bundleOf(value)?.["text/html"]);

describe("check", () => {
  it("returns the judge's verdict as plain data", () => {
    for (const [part, answer] of [
      ["d", "dJ/dz2 a1"],
      ["b", "…"],
      ["f", "no; high; worse; it memorises"],
    ] as const)
      expect(JSON.parse(JSON.stringify(check(part, answer)))).toEqual(judge(part, answer));
  });

  it("shows the verdict, marks, typeset reading, shape, error and a hint", () => {
    const shown = html(check("d", "a1 dJ/dz2^T"));
    expect(shown).toContain("(d) not right");
    expect(shown).toContain("0 of 2 marks");
    expect(shown).toContain("$\\displaystyle a_1");
    expect(shown).toContain('role="math" aria-label="a 1 times');
    expect(shown).toContain("m×d; expected d×m");
    expect(shown).toContain("yours is m×d (its transpose)");
    expect(shown).toContain("<em>Hint:</em>");
    expect(shown).toContain("<code>hint(&quot;d&quot;)</code>");
    expect(String(check("d", "a1 dJ/dz2^T")).split("\n")[0]).toBe("✗ (d) not right · 0 of 2 marks");
  });

  it("shows how to begin for a blank answer, and no hint for a right one", () => {
    for (const part of questionIds) {
      const blank = check(part, "…");
      expect(blank.verdict).toBe("invalid");
      expect(String(blank)).toMatch(/^… \S+ your turn\n {2}\S/);
    }
    const right = String(check("b", "ypred - y"));
    expect(right).toContain("✓ (b) right · 1 of 1 mark");
    expect(right).not.toMatch(/hint/i);
    expect(String(check("dJ/dW1", "dJ/dz1 x^T"))).toMatch(/^✓ dJ\/dW1 right\n/);
    expect(String(check("f", "no; high; worse; it memorises"))).toContain(
      "1½ of 2 marks, up to ½ more by hand",
    );
  });

  it("escapes HTML and LaTeX in the answer", () => {
    const nasty = "<img src=x onerror=alert(1)> $\\href{javascript:alert(1)}{x}$ \"'&";
    const answers: readonly AnswerInput[] = [
      { right: nasty, training: "high", test: "worse", why: nasty },
      { W1: nasty, b1: "m×1" },
      nasty,
    ];
    for (const answer of answers)
      for (const part of ["a", "b", "f", "h"] as const) {
        const shown = html(check(part, answer));
        expect(shown).not.toMatch(/<img|onerror=alert\(1\)>|\$\\href/);
      }
  });

  it("renders one section whose verdict has a sign, so it is legible without colours", () => {
    for (const [answer, sign] of [
      ["ypred - y", "✓"],
      ["y", "✗"],
      ["(", "…"],
    ] as const)
      expect(html(check("b", answer))).toMatch(
        new RegExp(
          `^<section aria-label="[^"]+"[^>]*>\\s*<p[^>]*><strong><span aria-hidden="true"[^>]*>${sign}<`,
        ),
      );
  });
});

describe("hint and solution", () => {
  it("show two different hints and a solution for every question", () => {
    for (const part of questionIds) {
      const { first, second } = hints[part];
      const [one, next] = [hint(part), hint(part, 2)].map(String);
      expect(one).toContain(first);
      expect(one).not.toContain(second);
      expect(next).toContain(second);
      expect(next).not.toContain(first);
      expect(String(solution(part))).toContain("Derived and checked in part-");
    }
  });

  it("typeset the reference formula in the solution", () => {
    expect(html(solution("d"))).toContain("\\frac{\\partial J}{\\partial z_2}");
    expect(judge("d", "∂J/∂z2 a1ᵀ").verdict).toBe("correct");
    expect(referenceOf("d").asked).toBe("dJ/dW2");
    expect(String(solution("h"))).toContain("About the paper:");
  });
});
