import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { questionIds } from "../../src/autoencoder/question";
import { judge } from "../../src/grading/judge";
import { check, hint, solution } from "../../src/grading/student/check";
import { progress } from "../../src/grading/student/progress";
import type { AnswerInput } from "../../src/grading/verdict/verdict";
import { bundleOf } from "../../src/show/base/display";
import { hints, referenceOf } from "../question-fixture";

const html = (value: unknown): string => String(bundleOf(value)?.["text/html"]);

describe("check", () => {
  it("gives the judge's verdict as plain data", () => {
    for (const [part, answer] of [
      ["d", "dJ/dz2 a1"],
      ["b", "…"],
      ["f", "no; high; worse; it memorises"],
    ] as const)
      expect(JSON.parse(JSON.stringify(check(part, answer)))).toEqual(judge(part, answer));
  });

  it("shows verdict, marks, the reading typeset, the shape, what is wrong and a hint", () => {
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

  it("is friendly: blank answers say how to begin, right ones need no help", () => {
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

  it("shows what was typed as text, whatever it is", () => {
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

  it("keeps to one element that is legible without colours: a sign goes with each", () => {
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
  it("there are two hints and a solution for every question", () => {
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

  it("a solution's formula is the reference, typeset", () => {
    expect(html(solution("d"))).toContain("\\frac{\\partial J}{\\partial z_2}");
    expect(judge("d", "∂J/∂z2 a1ᵀ").verdict).toBe("correct");
    expect(referenceOf("d").asked).toBe("dJ/dW2");
    expect(String(solution("h"))).toContain("About the paper:");
  });
});

describe("progress", () => {
  const before = process.cwd();
  let folder: string;
  const file = () => join(folder, ".progress.json");
  const rows = () =>
    Object.fromEntries(progress().rows.map(({ part, marks, state }) => [part, `${marks} ${state}`]));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "progress-"));
    process.chdir(folder);
    Reflect.set(globalThis, "jupyter", {});
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "jupyter");
    delete process.env.WORKBOOK_PROGRESS;
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  });

  it("keeps the best answer of each part beside the notebook", () => {
    expect(rows()).toMatchObject({ a: "0 of 2 ", d: "0 of 2 " });
    check("a", { W1: "m×d" });
    check("d", "dJ/dz2 a1^T");
    check("d", "dJ/dz2");
    expect(rows()).toMatchObject({ a: "½ of 2 ✗ not yet", d: "2 of 2 ✓ right", e: "0 of 1 " });
    expect(String(progress())).toContain("1 of 9 parts right, 2½ of 14 marks (our own split).");
    expect(readdirSync(folder)).toEqual([".progress.json"]);
  });

  it("counts neither blank answers, nor unreadable ones, nor practice", () => {
    check("d", "…");
    check("d", "(");
    check("dJ/dW1", "dJ/dz1 x^T");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("neither reads nor writes in a recorded run, nor outside a notebook", () => {
    writeFileSync(file(), JSON.stringify({ d: { score: 2, maxScore: 2, right: true, tries: 1 } }));
    expect(rows().d).toBe("2 of 2 ✓ right");
    process.env.WORKBOOK_PROGRESS = "off";
    check("e", "W2 - eta dJ/dW2");
    expect(rows()).toMatchObject({ d: "0 of 2 ", e: "0 of 1 " });
    delete process.env.WORKBOOK_PROGRESS;
    Reflect.deleteProperty(globalThis, "jupyter");
    check("e", "W2 - eta dJ/dW2");
    expect(rows().d).toBe("0 of 2 ");
    expect(Object.keys(JSON.parse(readFileSync(file(), "utf8")))).toEqual(["d"]);
  });

  it("minds no file that is torn or somebody else's", () => {
    for (const text of [
      "",
      "{",
      "[]",
      "null",
      '{"d": 5}',
      '{"d": {"score": "x"}}',
      '{"__proto__": {"d": 1}}',
    ]) {
      writeFileSync(file(), text);
      expect(rows().d).toBe("0 of 2 ");
    }
    check("i", "forward");
    expect(rows().i).toBe("1 of 1 ✓ right");
  });

  it("breaks nothing where it cannot be written", () => {
    mkdirSync(file());
    writeFileSync(join(file(), "x"), "");
    expect(check("i", "forward").verdict).toBe("correct");
    expect(rows().i).toBe("0 of 1 ");
    expect(readdirSync(folder)).toEqual([".progress.json"]);
  });
});
